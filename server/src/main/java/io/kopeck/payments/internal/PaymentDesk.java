package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundView;
import io.kopeck.payments.internal.PaymentStore.NewAttempt;
import io.kopeck.payments.internal.PaymentStore.NewPayment;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.PaymentState;
import io.kopeck.payments.internal.core.ReceiptLines;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.config.PublicUrl;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.StaleState;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what {@link io.kopeck.payments.Payments} promises. */
@Component
public class PaymentDesk {

    private static final int LIST_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(PaymentDesk.class);

    private final PaymentStore payments;
    private final RefundStore refunds;
    private final RefundRequests refundRequests;
    private final Refunding refunding;
    private final Charging charging;
    private final Settlement settlement;
    private final Acquirers acquirers;
    private final AuditLog audit;
    private final PublicUrl publicUrl;
    private final Transactions tx;
    private final Clock clock;
    private final Ids ids;
    private final CrashPoints crash;

    PaymentDesk(
            PaymentStore payments, RefundStore refunds, RefundRequests refundRequests, Refunding refunding, Charging charging,
            Settlement settlement, Acquirers acquirers, AuditLog audit, PublicUrl publicUrl, Transactions tx, Clock clock, Ids ids,
            CrashPoints crash) {
        this.payments = payments;
        this.refunds = refunds;
        this.refundRequests = refundRequests;
        this.refunding = refunding;
        this.charging = charging;
        this.settlement = settlement;
        this.acquirers = acquirers;
        this.audit = audit;
        this.publicUrl = publicUrl;
        this.tx = tx;
        this.clock = clock;
        this.ids = ids;
        this.crash = crash;
    }

    public void open(List<PaymentOrder> orders) {
        requireTransaction();
        if (orders.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var rows = new ArrayList<NewPayment>(orders.size());
        var attempts = new ArrayList<NewAttempt>(orders.size());
        for (var order : orders) {
            var token = order.returnPath() == null ? null : ids.token();
            rows.add(new NewPayment(order, returnUrl(order.returnPath(), token), token, expiry(order.account(), now)));
            attempts.add(attempt(
                    order.customer(), order.id(), order.account(),
                    Keys.ofCharge(order.purpose(), order.id().value(), order.subscriptionId(), order.periodNumber(), 1),
                    1, order.method(), order.returnPath() != null, now));
        }
        payments.insert(rows, now);
        payments.insertAttempts(attempts, now);
        crash.pass(CrashPoint.ATTEMPT_BEFORE_COMMIT);
    }

    public void retry(PaymentView payment, @Nullable MethodId method, @Nullable String returnPath) {
        requireTransaction();
        var now = clock.instant();
        var row = payments.find(payment.customer().value(), payment.id().value()).orElseThrow();
        int number = row.attempts() + 1;
        var token = row.returnToken() == null && returnPath != null ? ids.token() : row.returnToken();
        payments.reopen(row.customer(), row.id(), number, returnUrl(returnPath, token), token, expiry(row.account(), now), now);
        payments.insertAttempts(List.of(attempt(
                payment.customer(), payment.id(), row.account(),
                Keys.ofCharge(row.purpose(), row.id(), row.subscriptionId(), row.periodNumber(), number),
                number, method, returnPath != null, now)), now);
        crash.pass(CrashPoint.ATTEMPT_BEFORE_COMMIT);
    }

    public PaymentView send(PaymentId payment) {
        var row = require(payment);
        if (row.attempt() != null && row.requireAttempt().state() == AttemptState.SENT && row.requireAttempt().checks() == 0) {
            charging.send(row);
        }
        return require(payment).view();
    }

    public void sendAll(List<PaymentId> batch, int concurrency) {
        var permits = new Semaphore(concurrency);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var row : payments.findAll(batch.stream().map(PaymentId::value).toList())) {
                permits.acquire();
                callers.submit(() -> {
                    try {
                        charging.send(row);
                    } catch (RuntimeException e) {
                        log.warn("event=send_failed payment={}", row.id(), e);
                    } finally {
                        permits.release();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public PaymentView check(PaymentId payment) {
        var row = require(payment);
        if (row.view().isUnfinished() && row.attempts() > 0) {
            charging.check(row.customer(), row.id(), row.attempts());
        }
        return require(payment).view();
    }

    public PaymentView capture(PaymentId payment, Money amount, String actor) {
        var seen = require(payment);
        if (!amount.isPositive() || amount.compareTo(seen.amount()) > 0) {
            throw new IllegalArgumentException("a capture takes more than nothing and at most what is held");
        }
        var row = tx.forCustomer(seen.customerId(), () -> beginCapture(seen, amount, actor));
        var providerId = Objects.requireNonNull(row.requireAttempt().providerPaymentId());
        var key = Keys.of("capture:" + row.id() + ":" + amount.minor(), 1);
        var outcome = acquirers.account(row.account()).capture(new CaptureRequest(providerId, key, amount,
                row.receipt() == null ? null : ReceiptLines.forAmount(row.receipt(), amount)));
        settlement.settle(row, row.requireAttempt().number(), outcome, false);
        return require(payment).view();
    }

    private PaymentRow beginCapture(PaymentRow seen, Money amount, String actor) {
        var row = payments.lock(seen.customer(), seen.id(), seen.attempts());
        if (row.state() != PaymentState.HELD || row.requireAttempt().providerPaymentId() == null) {
            throw new StaleState("payment " + row.id());
        }
        audit.record(new AuditEntry(clock.instant(), actor, "payments.capture", "payment", row.id(), null,
                Map.of("amount", amount.decimal(), "currency", amount.currency().name())));
        return row;
    }

    public Listing<PaymentView> list(boolean parked, Window window) {
        return payments.page(parked ? PAYMENT.STATE.eq(DSL.inline("parked")) : DSL.noCondition(), window).map(PaymentRow::view);
    }

    public Listing<PaymentView> ofSubscription(CustomerId customer, UUID subscription, Window window) {
        return payments.page(PAYMENT.CUSTOMER_ID.eq(customer.value()).and(PAYMENT.SUBSCRIPTION_ID.eq(subscription)), window)
                .map(PaymentRow::view);
    }

    public void close(PaymentId payment) {
        requireTransaction();
        var row = require(payment);
        if (row.state() == PaymentState.OPEN) {
            payments.updateState(row, PaymentState.FAILED, null, row.declineCode(), clock.instant());
        }
    }

    public Optional<PaymentView> find(PaymentId payment) {
        return payments.findById(payment.value()).map(PaymentRow::view);
    }

    public Optional<PaymentView> findByReturnToken(String token) {
        return payments.findByReturnToken(token).map(PaymentRow::view);
    }

    public Optional<PaymentView> unfinished(CustomerId customer, ProductCode product, Purpose purpose) {
        return payments.unfinished(customer, product, purpose).map(PaymentRow::view);
    }

    public List<PaymentView> unfinishedAll(CustomerId customer, ProductCode product, Purpose purpose, int max) {
        return payments.unfinishedAll(customer, product, purpose, max).stream().map(PaymentRow::view).toList();
    }

    public Optional<PaymentView> unfinishedOf(CustomerId customer, UUID subscription) {
        return payments.unfinishedOf(customer, subscription).map(PaymentRow::view);
    }

    public List<PaymentView> ofSubscription(CustomerId customer, UUID subscription) {
        return payments.ofSubscription(customer, subscription, LIST_MAX).stream().map(PaymentRow::view).toList();
    }

    public RefundView requestRefund(PaymentId payment, Money amount, RefundCause cause, String reason, String actor) {
        requireTransaction();
        var row = require(payment);
        long left = row.settledMinor() - row.refundedMinor();
        if (!amount.isPositive() || amount.currency() != row.amount().currency() || amount.minor() > left) {
            throw new IllegalArgumentException("a refund takes more than nothing and at most what is left of the payment");
        }
        return refundRequests.request(row, amount, cause, reason, actor, clock.instant());
    }

    public RefundView sendRefund(RefundId refund) {
        var row = refunds.findById(refund.value()).orElseThrow();
        refunding.advance(row.customer(), row.id());
        return refunds.findById(refund.value()).orElseThrow().view();
    }

    public Optional<RefundView> findRefund(RefundId refund) {
        return refunds.findById(refund.value()).map(RefundRow::view);
    }

    public List<RefundView> refundsOf(PaymentView payment) {
        return refunds.ofPayment(payment.customer(), payment.id().value()).stream().map(RefundRow::view).toList();
    }

    public @Nullable Receipt receiptOf(PaymentId payment) {
        return require(payment).receipt();
    }

    private NewAttempt attempt(
            CustomerId customer, PaymentId payment, String account, String key, int number, @Nullable MethodId method,
            boolean customerPresent, Instant now) {
        return new NewAttempt(
                customer.value(), payment.value(), number, key, method == null ? null : method.value(),
                customerPresent, now.plus(acquirers.account(account).keyLifetime()), now.plus(Schedule.CALL_MAX));
    }

    /** A payment that still waits for its customer after the provider would have ended it is parked. */
    private Instant expiry(String account, Instant now) {
        return now.plus(acquirers.account(account).pendingLifetime());
    }

    private @Nullable String returnUrl(@Nullable String path, @Nullable String token) {
        return path == null ? null : publicUrl.resolve(path + token);
    }

    private PaymentRow require(PaymentId payment) {
        return payments.findById(payment.value()).orElseThrow(() -> new IllegalStateException("no payment " + payment));
    }

    private static void requireTransaction() {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("this is done inside the transaction that decides it");
        }
    }
}
