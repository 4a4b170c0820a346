package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/** A refund whose answer never came. {@code providerPaymentId} is the payment it returns money of. */
public record LostRefund(UUID refundId, String providerPaymentId, Money amount, Instant sentAt) {}
