/** Problem documents (RFC 9457) for every error that leaves the server. */
@NullMarked
@NamedInterface("problem")
package io.kopeck.platform.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
