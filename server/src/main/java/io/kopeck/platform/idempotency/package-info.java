/** Answers the same request with the same answer: the store behind the Idempotency-Key header. */
@NullMarked
@NamedInterface("idempotency")
package io.kopeck.platform.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
