/**
 * What an acquirer's adapter implements and speaks. The core owns HTTP, state, retries and bookkeeping; an adapter is a
 * stateless translator of requests and answers. docs/acquirers.md tells how to add one.
 */
@NullMarked
@NamedInterface("spi")
package io.kopeck.payments.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
