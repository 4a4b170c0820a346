package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A saved payment method, without its token. {@code expiry} is {@code MM/YYYY}. */
public record MethodView(
        MethodId id,
        CustomerId customer,
        String account,
        String kind,
        @Nullable String cardType,
        @Nullable String expiry,
        @Nullable String first6,
        @Nullable String last4,
        Instant createdAt,
        Instant modifiedAt) {}
