package io.kopeck.ledger;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money: {@code amount} is debited to one account and credited to another.
 *
 * @param key makes the posting exact-once for this payment
 * @param refundId the refund it belongs to; null when it belongs to the payment itself
 */
public record Transfer(
        CustomerId customer,
        String key,
        LedgerAccount debit,
        LedgerAccount credit,
        Money amount,
        Reason reason,
        UUID paymentId,
        @Nullable UUID refundId,
        Instant occurredAt) {

    /** Why money of a payment moves. */
    public enum Reason {

        /** Taken by an acquirer. */
        CHARGE,

        /** Gone back by an acquirer. */
        REFUND,

        /** Put into a wallet: what came for it, or what was to be returned and was not. */
        TOP_UP,

        /** Taken out of a wallet to be returned. */
        TOP_UP_RETURN,

        /** Went back although it was spent: the customer owes it. */
        DEBT,

        /** What was owed is paid. */
        DEBT_PAYMENT;

        /** The name in the database. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Transfer {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a transfer moves a positive amount");
        }
        if (debit.equals(credit) || debit.currency() != amount.currency() || credit.currency() != amount.currency()) {
            throw new IllegalArgumentException("a transfer connects two accounts of its own currency");
        }
    }
}
