package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/** A charge whose answer never came: what is known to search it by. {@code sentAt} is when it was first sent. */
public record LostCharge(UUID paymentId, int attempt, Money amount, Instant sentAt) {}
