/** The checker checked: it finds nothing in the server, and names what is wrong with deliberately broken ones. */
@NullMarked
package io.kopeck.chaos;

import org.jspecify.annotations.NullMarked;
