package io.kopeck.payments;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipt document of one settlement.
 *
 * @param id null for {@link ReceiptState#NOT_REQUIRED}, which is not stored
 * @param refund the refund it documents; null when it is the payment's
 * @param lines as they were composed, with their rates; they sum to {@code amount}
 * @param code why it is not registered, or {@code unconfirmed} where the provider cannot be asked; null otherwise
 * @param dueBy when it has to be registered at the latest
 * @param registeredAt when it was learned that the register has it
 */
public record ReceiptView(
        @Nullable ReceiptId id,
        PaymentId payment,
        @Nullable RefundId refund,
        ReceiptState state,
        Money amount,
        List<Receipt.Line> lines,
        int tries,
        @Nullable String code,
        Instant createdAt,
        @Nullable Instant dueBy,
        @Nullable Instant registeredAt) {}
