package io.kopeck.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.api.web.PageOf;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentView;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.HoldView;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.OperationView;
import io.kopeck.wallets.Spending;
import io.kopeck.wallets.Statement;
import io.kopeck.wallets.StatementLine;
import io.kopeck.wallets.WalletView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets and operations as they go over the wire. */
final class WalletWire {

    static final String PROCESSING = "processing";

    private WalletWire() {}

    /**
     * A wallet.
     *
     * @param balance what can be spent, a decimal string
     * @param held what is set aside for operations under way, a decimal string
     * @param debt what is owed because it was taken back after it had been spent, a decimal string; top-ups pay it first
     * @param topUpUrl the page where the wallet is filled, for whoever has the address
     * @param freeOperationsCount how many a new wallet gets
     * @param limits what may be spent, and what was
     */
    record Wallet(
            UUID id, UUID customerId, String product, String balance, String held, String debt, String currency, int freeOperationsLeft,
            int freeOperationsCount, boolean blocked, Limits limits, String topUpUrl, Instant createdAt) {

        static Wallet of(WalletView wallet, Product sold, Instant now, String topUpUrl) {
            int freeOperationsCount = sold.wallet() == null ? 0 : sold.wallet().freeOperations();
            return new Wallet(
                    wallet.id().value(), wallet.customer().value(), wallet.product().value(), wallet.balance().decimal(), wallet.held().decimal(),
                    wallet.debt().decimal(), wallet.balance().currency().name(), wallet.freeLeft(), freeOperationsCount, wallet.blocked(),
                    Limits.of(wallet.spending(), LocalDate.ofInstant(now, sold.zone())), topUpUrl,
                    wallet.createdAt());
        }
    }

    /**
     * What may be spent from a wallet and what was, decimal strings. What is held counts as spent.
     *
     * @param perDay null for no limit
     * @param perMonth null for no limit
     */
    record Limits(@Nullable String perDay, @Nullable String perMonth, String spentToday, String spentThisMonth) {

        static Limits of(Spending spending, LocalDate today) {
            return new Limits(
                    decimal(spending.dayLimit()), decimal(spending.monthLimit()), spending.on(today).decimal(), spending.inMonthOf(today).decimal());
        }

        private static @Nullable String decimal(@Nullable Money limit) {
            return limit == null ? null : limit.decimal();
        }
    }

    /**
     * An operation that is paid for, and the wallet as it left it.
     *
     * @param operationId null for one that the price list leaves out of billing
     * @param status free, charged, or refunded when it was returned before this repeat
     * @param price what was taken, a decimal string
     */
    record Charged(@Nullable UUID operationId, String status, String price, String balance, int freeOperationsLeft) {

        static Charged of(ChargeResult.Done done) {
            return new Charged(
                    done.operation().value(), done.status().wireName(), done.price().decimal(), done.balance().decimal(), done.freeLeft());
        }
    }

    /**
     * An operation that is held or was, and the wallet as its last step left it.
     *
     * @param operationId null for one that the price list leaves out of billing
     * @param status held; free or charged once it is captured; released; refunded
     * @param price what is held or was taken, a decimal string
     * @param expiresAt when what is held goes back; null for one that is not billed
     */
    record Hold(
            @Nullable UUID operationId, String status, String price, String balance, int freeOperationsLeft, @Nullable Instant expiresAt) {

        static Hold of(HoldView hold) {
            return new Hold(
                    hold.operation().value(), hold.status().wireName(), hold.price().decimal(), hold.balance().decimal(), hold.freeLeft(),
                    hold.expiresAt());
        }

        /** Nothing is held and nothing is remembered. */
        static Hold unbilled(WalletView wallet) {
            var nothing = Money.zero(wallet.balance().currency());
            return new Hold(null, OperationStatus.FREE.wireName(), nothing.decimal(), wallet.balance().decimal(), wallet.freeLeft(), null);
        }
    }

    /**
     * One answer of several.
     *
     * @param status what it would have been answered with alone: 201, 202, 402, 403, 404 or 409
     * @param operation null unless it was charged
     * @param error null unless it was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchItem(String taskId, int status, @Nullable Charged operation, @Nullable Refusal error) {

        static BatchItem charged(String taskId, Charged operation) {
            return new BatchItem(taskId, 201, operation, null);
        }

        static BatchItem processing(String taskId) {
            return new BatchItem(taskId, 202, null, null);
        }

        /** @param topUpUrl where the wallet is filled, when that would help; null otherwise */
        static BatchItem refused(String taskId, Problem problem, @Nullable String topUpUrl) {
            return new BatchItem(taskId, problem.status(), null, new Refusal(problem.code(), problem.detail(), topUpUrl));
        }
    }

    /** Why one of several was not charged: what it would have been answered with alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refusal(String code, String detail, @Nullable String topUpUrl) {}

    /** How a wallet is filled by itself; amounts are decimal strings. */
    record AutoTopUp(String threshold, String amount, String currency, UUID paymentMethod) {

        static AutoTopUp of(io.kopeck.wallets.AutoTopUp terms) {
            return new AutoTopUp(
                    terms.threshold().decimal(), terms.amount().decimal(), terms.amount().currency().name(), terms.method().value());
        }
    }

    /**
     * A top-up that was begun.
     *
     * @param status pending while it waits for the customer, succeeded when a saved method was charged
     * @param confirmationUrl the page to pay at; null when nothing is left to do
     */
    record TopUp(UUID paymentId, String status, @Nullable String confirmationUrl) {

        static TopUp of(PaymentView payment) {
            return new TopUp(payment.id().value(), payment.status().wireName(), payment.confirmationUrl());
        }
    }

    /** A charge of which nothing is known yet; {@code status} is {@code processing}. */
    record Processing(String taskId, String status) {}

    /** The answers in the order of the charges. */
    record Batch(List<BatchItem> results) {}

    /**
     * An operation.
     *
     * @param price what was taken, a decimal string
     * @param refundedAt null unless it was returned
     * @param hold null unless it was held first
     */
    record Operation(
            UUID id, UUID customerId, String taskId, String type, String status, String price, String currency, Instant createdAt,
            @Nullable Instant refundedAt, @Nullable HeldFirst hold) {

        static Operation of(OperationView operation) {
            return new Operation(
                    operation.id().value(), operation.customer().value(), operation.taskId(), operation.type(), operation.status().wireName(),
                    operation.price().decimal(), operation.price().currency().name(), operation.createdAt(), operation.refundedAt(),
                    HeldFirst.of(operation.hold()));
        }
    }

    /** How an operation was held: {@code amount} was set aside, a decimal string, zero for a free one. */
    record HeldFirst(String amount, Instant expiresAt, @Nullable Instant capturedAt, @Nullable Instant releasedAt) {

        static @Nullable HeldFirst of(OperationView.@Nullable HeldFirst hold) {
            return hold == null ? null : new HeldFirst(hold.amount().decimal(), hold.expiresAt(), hold.capturedAt(), hold.releasedAt());
        }
    }

    /**
     * What moved a wallet's money in a period. Balances are decimal strings and include what was held.
     *
     * @param to just after the period
     * @param countEstimated true when there are at least that many, absent when the count is exact
     */
    record StatementPage(
            Instant from, Instant to, String currency, String openingBalance, String closingBalance, int count,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean countEstimated, @Nullable String next, @Nullable String previous,
            List<Line> results) {

        static StatementPage of(Instant from, Instant to, Statement statement, PageOf<Line> page) {
            return new StatementPage(
                    from, to, statement.opening().currency().name(), statement.opening().decimal(), statement.closing().decimal(),
                    page.count(), page.countEstimated(), page.next(), page.previous(), page.results());
        }
    }

    /**
     * A movement of money.
     *
     * @param kind operation, operation_refund, top_up, or top_up_refund
     * @param operationId null unless an operation moved it; {@code type} and {@code taskId} are the operation's
     * @param paymentId null unless a payment moved it
     * @param amount a decimal string, negative for what the wallet gave
     * @param balanceAfter a decimal string
     */
    record Line(
            Instant occurredAt, String kind, @Nullable UUID operationId, @Nullable String type, @Nullable String taskId,
            @Nullable UUID paymentId, String amount, String balanceAfter) {

        static Line of(StatementLine line) {
            var operation = line.operation();
            return new Line(
                    line.occurredAt(), line.kind().wireName(), operation == null ? null : operation.id().value(),
                    operation == null ? null : operation.type(), operation == null ? null : operation.taskId(), line.payment(),
                    line.amount().decimal(), line.balanceAfter().decimal());
        }
    }
}
