/**
 * Robokassa: signed payment links, recurring charges, holds, refunds and notifications.
 *
 * <p>Owns the signatures, the wire format, the states' meaning and the check of notifications. Does not own state, retries or
 * a clock. The easiest to get wrong: an {@code OK} to a recurring charge means created, not paid; a payment's state is asked
 * by OpStateExt and nothing else proves it; what is signed is the very text that is sent; there are no idempotency keys, so
 * that nothing that moves money is ever repeated.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "payments :: spi", "platform :: http"})
package io.kopeck.payments.providers.robokassa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
