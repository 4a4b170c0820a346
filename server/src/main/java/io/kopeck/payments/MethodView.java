package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A saved payment method, without its token.
 *
 * @param kind the provider's word for its kind, such as {@code bank_card}, {@code sbp}, {@code yoo_money}; only cards have
 *     a type, an expiry and digits
 * @param title how the provider names it to its owner, such as {@code Bank card *4444}; null where it does not
 * @param expiry {@code MM/YYYY}
 */
public record MethodView(
        MethodId id,
        CustomerId customer,
        String account,
        String kind,
        @Nullable String title,
        @Nullable String cardType,
        @Nullable String expiry,
        @Nullable String first6,
        @Nullable String last4,
        Instant createdAt,
        Instant modifiedAt) {}
