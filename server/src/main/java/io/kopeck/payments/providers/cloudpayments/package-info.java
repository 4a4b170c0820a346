/**
 * CloudPayments: payments by order link, saved methods, holds, refunds, signed notifications and questions.
 *
 * <p>Owns the wire format, the meaning of statuses and reason codes and the check of a notification's signature. Does not
 * own state, retries or a clock; every time in an answer is the provider's. The easiest to get wrong: {@code Success} is
 * about the request, {@code Status} about the money; an order and the transaction that pays it have ids of their own; a
 * key lives an hour only.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "payments :: spi", "platform :: http"})
package io.kopeck.payments.providers.cloudpayments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
