package io.kopeck.payments.spi;

import java.util.UUID;

/**
 * How we name one attempt to a provider.
 *
 * @param paymentId our payment; travels as the provider's merchant reference or metadata
 * @param attempt the attempt's number within the payment, from 1
 * @param invoice a positive number no other attempt of this installation ever had, for providers that want numbers; 0 in
 *     what is read from a notification of the others
 */
public record ChargeReference(UUID paymentId, int attempt, long invoice) {}
