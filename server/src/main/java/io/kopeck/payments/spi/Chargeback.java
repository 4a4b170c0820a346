package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.time.Instant;

/**
 * Money the payer's bank took back.
 *
 * @param id the provider's id of the chargeback; the same in every listing
 * @param providerPaymentId the payment it takes money of
 * @param amount what was taken, at most the payment's amount; in its currency
 * @param at when the provider registered it
 */
public record Chargeback(String id, String providerPaymentId, Money amount, Instant at) {}
