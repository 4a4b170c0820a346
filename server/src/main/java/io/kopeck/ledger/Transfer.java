package io.kopeck.ledger;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money: {@code amount} is debited to one account and credited to another.
 *
 * @param key makes the posting exact-once for this payment
 * @param refundId the refund that moved it back; null for a charge
 */
public record Transfer(
        CustomerId customer,
        String key,
        LedgerAccount debit,
        LedgerAccount credit,
        Money amount,
        UUID paymentId,
        @Nullable UUID refundId,
        Instant occurredAt) {

    public Transfer {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a transfer moves a positive amount");
        }
        if (debit.equals(credit) || debit.currency() != amount.currency() || credit.currency() != amount.currency()) {
            throw new IllegalArgumentException("a transfer connects two accounts of its own currency");
        }
    }
}
