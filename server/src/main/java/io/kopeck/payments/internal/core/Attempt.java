package io.kopeck.payments.internal.core;

import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a decision needs to know of an attempt. {@code amount} is what was asked for. */
public record Attempt(
        UUID paymentId, int number, AttemptState state, Money amount, @Nullable String providerPaymentId, Instant sentAt, int checks) {}
