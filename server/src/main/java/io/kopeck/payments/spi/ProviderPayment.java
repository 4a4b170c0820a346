package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the provider shows it.
 *
 * @param id the provider's id
 * @param announcedAs the id under which the same payment was known before it was paid, where the provider numbers its
 *     order and the transaction that pays it apart; null elsewhere
 * @param amount what the provider says it is about; compared with ours before anything is booked
 * @param paymentId our reference as the provider gives it back; null when the answer carries none
 * @param attempt the attempt's number as the provider gives it back; null when the answer carries none
 * @param refunded what the provider says was returned so far, also in its own cabinet; null when it does not say
 * @param method the method it was paid with; null before the customer chose one
 */
public record ProviderPayment(
        String id,
        @Nullable String announcedAs,
        Money amount,
        @Nullable UUID paymentId,
        @Nullable Integer attempt,
        @Nullable Money refunded,
        @Nullable ProviderMethod method) {}
