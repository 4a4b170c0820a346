package io.kopeck.payments.spi;

import org.jspecify.annotations.Nullable;

/**
 * A payment method as the provider shows it. Never a full card number.
 *
 * @param token what later charges name; only usable when {@code saved}
 * @param saved whether the provider keeps it for charges without the customer
 * @param kind the provider's word for its kind, such as {@code bank_card}, {@code sbp}, {@code yoo_money}
 * @param expiryMonth 1 to 12, or null
 * @param expiryYear four digits, or null
 */
public record ProviderMethod(
        String token,
        boolean saved,
        String kind,
        @Nullable String title,
        @Nullable String cardType,
        @Nullable String first6,
        @Nullable String last4,
        @Nullable Integer expiryMonth,
        @Nullable Integer expiryYear) {}
