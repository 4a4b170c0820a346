package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.internal.PaymentDesk;
import io.kopeck.payments.internal.Resolving;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Payments: opened inside the caller's transaction, sent outside of any, settled once.
 *
 * <p>A caller opens a payment in the transaction that decides it, commits, and then calls {@link #send}. When the process
 * dies in between, the reconciler does the rest. Methods that open or change something say whether they need a
 * transaction with the customer's lock; methods that talk to the acquirer refuse one.
 */
@Component
public final class Payments {

    private final PaymentDesk desk;
    private final Resolving resolving;

    Payments(PaymentDesk desk, Resolving resolving) {
        this.desk = desk;
        this.resolving = resolving;
    }

    /**
     * Opens payments, each with its first attempt. Needs a transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException when one is already in flight or succeeded for the same
     *     subscription and period, or unfinished for the same customer, product and purpose
     */
    public void open(List<PaymentOrder> orders) {
        desk.open(orders);
    }

    /**
     * Begins the next attempt of an open payment. Needs a transaction with the customer's lock, or the lock of the row the
     * payment belongs to.
     *
     * @param method the saved method to charge, or null when the customer fills one in
     * @param returnPath as in {@link PaymentOrder}; null when no customer is present
     * @throws io.kopeck.platform.tx.StaleState when the payment is not open (any more)
     */
    public void retry(PaymentView payment, @Nullable MethodId method, @Nullable String returnPath) {
        desk.retry(payment, method, returnPath);
    }

    /** Makes the first call of the attempt just committed and settles its answer. Outside any transaction. */
    public PaymentView send(PaymentId payment) {
        return desk.send(payment);
    }

    /** As {@link #send} for many, at most {@code concurrency} calls at a time; one that fails is left to the reconciler. */
    public void sendAll(List<PaymentId> payments, int concurrency) {
        desk.sendAll(payments, concurrency);
    }

    /** Asks the acquirer how an unfinished payment stands, now. Outside any transaction. Finished ones are just read. */
    public PaymentView check(PaymentId payment) {
        return desk.check(payment);
    }

    /**
     * Captures a held payment, whole or part, outside any transaction; written in the audit log. When the answer is lost it
     * stays held and is asked about; capturing the same amount again is safe.
     *
     * @param actor who, as the audit log names them
     *
     * @throws IllegalArgumentException when the amount is not positive or above what is held
     * @throws io.kopeck.platform.tx.StaleState when the payment is not held
     */
    public PaymentView capture(PaymentId payment, Money amount, String actor) {
        return desk.capture(payment, amount, actor);
    }

    /**
     * Decides what a parked payment became, written in the audit log with the reason. Outside any transaction.
     *
     * @throws java.util.NoSuchElementException when there is no such payment
     */
    public Resolution resolve(PaymentId payment, PaymentVerdict verdict, String reason, String actor) {
        return resolving.resolve(payment, verdict, reason, actor);
    }

    /** All payments, newest first; {@code parked}: only those a person has to decide about. */
    public Listing<PaymentView> list(boolean parked, Window window) {
        return desk.list(parked, window);
    }

    /** The subscription's payments, newest first. */
    public Listing<PaymentView> ofSubscription(CustomerId customer, UUID subscription, Window window) {
        return desk.ofSubscription(customer, subscription, window);
    }

    /** Closes an open payment that nobody will attempt again. In flight it stays as it is. Needs a transaction. */
    public void close(PaymentId payment) {
        desk.close(payment);
    }

    public Optional<PaymentView> find(PaymentId payment) {
        return desk.find(payment);
    }

    public Optional<PaymentView> findByReturnToken(String token) {
        return desk.findByReturnToken(token);
    }

    /** The customer's payment of this kind that has not ended yet. */
    public Optional<PaymentView> unfinished(CustomerId customer, ProductCode product, Purpose purpose) {
        return desk.unfinished(customer, product, purpose);
    }

    /** Those of the customer's payments of this kind that have not ended yet, newest first, at most {@code max}. */
    public List<PaymentView> unfinishedAll(CustomerId customer, ProductCode product, Purpose purpose, int max) {
        return desk.unfinishedAll(customer, product, purpose, max);
    }

    /** The payment of this subscription that has not ended yet. */
    public Optional<PaymentView> unfinishedOf(CustomerId customer, UUID subscription) {
        return desk.unfinishedOf(customer, subscription);
    }

    /** The subscription's payments, newest first, at most 100. */
    public List<PaymentView> ofSubscription(CustomerId customer, UUID subscription) {
        return desk.ofSubscription(customer, subscription);
    }

    /**
     * Requests a refund; it is carried out by a job, or at once by {@link #sendRefund}. Needs a transaction with the
     * customer's lock.
     *
     * @throws IllegalArgumentException when the amount is not positive or more than is left
     */
    public RefundView requestRefund(PaymentId payment, Money amount, RefundCause cause, String reason, String actor) {
        return desk.requestRefund(payment, amount, cause, reason, actor);
    }

    /** Carries out a requested refund now, outside any transaction, and answers how it stands. */
    public RefundView sendRefund(RefundId refund) {
        return desk.sendRefund(refund);
    }

    public Optional<RefundView> findRefund(RefundId refund) {
        return desk.findRefund(refund);
    }

    /** The payment's refunds, oldest first, at most 100. */
    public List<RefundView> refundsOf(PaymentView payment) {
        return desk.refundsOf(payment);
    }

    /** The receipt that the payment would carry, as it was composed; null when receipts are off. */
    public @Nullable Receipt receiptOf(PaymentId payment) {
        return desk.receiptOf(payment);
    }
}
