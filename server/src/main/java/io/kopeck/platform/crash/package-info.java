/** Named points at which the crash tests kill the process; without effect outside sandbox mode. */
@NullMarked
@NamedInterface("crash")
package io.kopeck.platform.crash;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
