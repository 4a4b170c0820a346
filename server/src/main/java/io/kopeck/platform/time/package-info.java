/** The one clock of the platform, and its offset that all nodes share in sandbox mode. */
@NullMarked
@NamedInterface("time")
package io.kopeck.platform.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
