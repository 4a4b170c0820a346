package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.CardPackets;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.PacketOutcome;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.SentReceipt;
import io.kopeck.payments.spi.WebhookReading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One CloudPayments terminal. */
final class CloudPaymentsAcquirer implements Acquirer, CardPackets {

    /** A key is remembered for an hour (Idempotency); later the same request charges once more. */
    private static final Duration KEY_LIFETIME = Duration.ofMinutes(50);

    /** An order does not end by itself: after this we end it. */
    private static final Duration PENDING_LIFETIME = Duration.ofHours(2);

    private final CloudPaymentsApi api;
    private final Transactions transactions;
    private final Orders orders;
    private final Cards cards;
    private final Refunds refunds;
    private final NotificationReader notifications;
    private final @Nullable CashRegister register;

    /** @param register prints the receipts; without one they ride along with the money */
    CloudPaymentsAcquirer(
            CloudPaymentsApi api, PaymentAnswers answers, NotificationReader notifications, @Nullable CashRegister register) {
        this.api = api;
        this.transactions = new Transactions(api, answers);
        this.orders = new Orders(api, transactions);
        this.cards = new Cards(api, transactions);
        this.refunds = new Refunds(api);
        this.notifications = notifications;
        this.register = register;
    }

    @Override
    public Duration keyLifetime() {
        return KEY_LIFETIME;
    }

    @Override
    public Duration pendingLifetime() {
        return PENDING_LIFETIME;
    }

    @Override
    public ChargeOutcome charge(ChargeRequest request) {
        var obstacle = CustomerReceipts.obstacle(request.receipt());
        if (obstacle != null) {
            return new ChargeOutcome.Rejected(CustomerReceipts.IMPOSSIBLE, obstacle);
        }
        var told = receiptsRideAlong() ? request : request.withoutReceipt();
        return told.methodToken() == null ? orders.create(told) : transactions.chargeToken(told);
    }

    @Override
    public PacketOutcome charge(ChargeRequest request, CardPacket packet) {
        if (request.methodToken() != null) {
            throw new IllegalArgumentException("a sealed card and a saved method exclude each other");
        }
        var obstacle = CustomerReceipts.obstacle(request.receipt());
        return obstacle == null
                ? cards.charge(receiptsRideAlong() ? request : request.withoutReceipt(), packet)
                : new PacketOutcome.Answered(new ChargeOutcome.Rejected(CustomerReceipts.IMPOSSIBLE, obstacle));
    }

    @Override
    public ChargeOutcome conclude(ProviderReference payment, String bankAnswer) {
        return Words.isTransaction(payment.id()) ? cards.conclude(payment.id(), bankAnswer) : Refusals.chargeOfNothing();
    }

    /** Reads a transaction by its number; what became of an order is searched by the charge it came from. */
    @Override
    public ChargeOutcome fetch(ProviderReference reference) {
        if (Words.isTransaction(reference.id())) {
            return judge(transactions.get(reference.id()), reference.sent());
        }
        return reference.sent() == null || !Words.isOrder(reference.id())
                ? Refusals.chargeNotFound()
                : orders.fetch(reference.id(), reference.sent());
    }

    @Override
    public ChargeOutcome find(SentCharge lost) {
        return lost.hosted() ? orders.find(lost) : transactions.find(lost.reference(), null);
    }

    @Override
    public ChargeOutcome capture(CaptureRequest request) {
        var obstacle = CustomerReceipts.obstacle(request.receipt());
        if (obstacle != null) {
            return new ChargeOutcome.Rejected(CustomerReceipts.IMPOSSIBLE, obstacle);
        }
        var id = request.providerPaymentId();
        if (!Words.isTransaction(id)) {
            return Refusals.chargeOfNothing();
        }
        var told = receiptsRideAlong() ? request : request.withoutReceipt();
        var outcome = transactions.change("/payments/confirm", id, Bodies.confirm(told), told.idempotencyKey());
        return outcome instanceof ChargeOutcome.Succeeded(var payment) && !payment.amount().equals(request.amount())
                ? new ChargeOutcome.Unknown("the payment was captured with another amount")
                : outcome;
    }

    @Override
    public ChargeOutcome cancelHold(ProviderReference reference, String idempotencyKey) {
        var id = reference.id();
        return Words.isTransaction(id)
                ? transactions.change("/payments/void", id, Bodies.transaction(id), idempotencyKey)
                : Refusals.chargeOfNothing();
    }

    @Override
    public RefundOutcome refund(RefundRequest request) {
        var obstacle = CustomerReceipts.obstacle(request.receipt());
        if (obstacle != null) {
            return new RefundOutcome.Rejected(CustomerReceipts.IMPOSSIBLE, obstacle);
        }
        var told = receiptsRideAlong() ? request : request.withoutReceipt();
        return Words.isTransaction(told.providerPaymentId()) ? refunds.make(told) : Refusals.refundOfNothing();
    }

    @Override
    public RefundOutcome fetchRefund(ProviderReference reference) {
        return Words.isTransaction(reference.id()) ? refunds.get(reference.id()) : Refusals.refundNotFound();
    }

    @Override
    public RefundOutcome findRefund(LostRefund lost) {
        return Words.isTransaction(lost.providerPaymentId()) ? refunds.find(lost) : Refusals.refundNotFound();
    }

    @Override
    public ChargebackListing chargebacks(Instant from, Instant to) {
        if (to.isBefore(from) || Duration.between(from, to).compareTo(Duration.ofDays(CHARGEBACK_DAYS_MAX)) > 0) {
            throw new IllegalArgumentException("chargebacks are listed for 0 to " + CHARGEBACK_DAYS_MAX + " days");
        }
        return ChargebackAnswers.readAll(page -> api.ask("/chargebacks/list", Bodies.chargebacks(from, to, page)));
    }

    @Override
    public boolean receiptsRideAlong() {
        return register == null;
    }

    @Override
    public ReceiptOutcome sendReceipt(ReceiptRequest request) {
        if (register == null) {
            return new ReceiptOutcome.NotOffered();
        }
        var obstacle = CustomerReceipts.obstacle(request.receipt());
        return obstacle == null ? register.send(request) : new ReceiptOutcome.Refused(CustomerReceipts.IMPOSSIBLE, obstacle);
    }

    @Override
    public ReceiptOutcome fetchReceipt(SentReceipt sent) {
        return register == null || sent.rode() ? new ReceiptOutcome.NotOffered() : register.fetch(sent);
    }

    @Override
    public WebhookReading read(InboundWebhook webhook) {
        return notifications.read(webhook);
    }

    /**
     * A declined transaction of ours ends the charge only when it is known not to be a try at an order, which may be
     * followed by another.
     */
    private static ChargeOutcome judge(ChargeOutcome outcome, @Nullable SentCharge sent) {
        boolean mayBeOrder = sent == null || sent.hosted();
        return mayBeOrder && outcome instanceof ChargeOutcome.Declined(var code, _, var payment)
                        && payment != null && payment.paymentId() != null && !code.equals(Reason.HOLD_RELEASED)
                ? new ChargeOutcome.Unknown("declined, which need not be the last word")
                : outcome;
    }
}
