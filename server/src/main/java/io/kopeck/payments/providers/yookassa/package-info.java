/**
 * YooKassa (API v3): card and wallet payments, saved methods, holds, refunds and notifications.
 *
 * <p>Owns the wire format, the statuses' meaning and the check of a notification's source. Does not own state, retries
 * or a clock; every time in an answer is the provider's. The easiest to get wrong: a decline is HTTP 200 with the status
 * {@code canceled}; {@code capture} is false by default; a 500 or a timeout says nothing about the money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "payments :: spi", "platform :: http"})
package io.kopeck.payments.providers.yookassa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
