/** kopeck, self-hosted billing: each package directly below is a module; {@code README.md} has the map. */
@NullMarked
package io.kopeck;

import org.jspecify.annotations.NullMarked;
