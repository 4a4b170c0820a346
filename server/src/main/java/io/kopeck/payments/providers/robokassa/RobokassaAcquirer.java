package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One Robokassa shop. A payment's id is its number, {@code InvId}, which is our own. */
final class RobokassaAcquirer implements Acquirer {

    /** The saved method is no number of a payment, so that nothing can be charged on it. */
    static final String METHOD_GONE = "payment_method_gone";

    /** The provider names no bound for an unpaid payment, so that ours is the only one; links carry it. */
    private static final Duration PENDING_LIFETIME = Duration.ofHours(2);

    /** A browser's address longer than this does not arrive everywhere. */
    private static final int LINK_LENGTH_MAX = 8_000;

    private static final String PAY = "/Merchant/Index.aspx";
    private static final String RECUR = "/Merchant/Recurring";
    private static final String STATE = "/Merchant/WebService/Service.asmx/OpStateExt";

    private final RobokassaApi api;
    private final Shop shop;
    private final Requests requests;
    private final NotificationReader notifications;

    RobokassaAcquirer(RobokassaApi api, Shop shop) {
        this.api = api;
        this.shop = shop;
        this.requests = new Requests(shop);
        this.notifications = new NotificationReader(shop);
    }

    /** There are no keys: a number that was used is refused or, worse, charged again. Nothing is repeated, only asked. */
    @Override
    public Duration keyLifetime() {
        return Duration.ZERO;
    }

    @Override
    public Duration pendingLifetime() {
        return PENDING_LIFETIME;
    }

    /** A payment the customer fills in is a link, for which nobody is asked; only a saved method is charged at once. */
    @Override
    public ChargeOutcome charge(ChargeRequest request) {
        if (request.amount().currency() != Currency.RUB || !request.amount().isPositive()) {
            return new ChargeOutcome.Rejected("amount", "a payment is a positive sum of roubles");
        }
        try {
            return request.methodToken() == null ? link(request) : recur(request, request.methodToken());
        } catch (UnspeakableReceipt e) {
            return new ChargeOutcome.Rejected("receipt", e.getMessage());
        }
    }

    @Override
    public ChargeOutcome fetch(ProviderReference reference) {
        return state(reference.id(), reference.amount(), reference.sent());
    }

    /** Asks about the number, which no other attempt has. */
    @Override
    public ChargeOutcome find(SentCharge lost) {
        return state(String.valueOf(lost.reference().invoice()), lost.amount(), lost);
    }

    @Override
    public ChargeOutcome capture(CaptureRequest request) {
        return new ChargeOutcome.Rejected("no_holds", "holds are not taken here");
    }

    @Override
    public ChargeOutcome cancelHold(ProviderReference reference, String idempotencyKey) {
        return new ChargeOutcome.Rejected("no_holds", "holds are not given back here");
    }

    @Override
    public RefundOutcome refund(RefundRequest request) {
        return new RefundOutcome.Rejected("no_refunds", "refunds are not made here");
    }

    @Override
    public RefundOutcome fetchRefund(ProviderReference reference) {
        return new RefundOutcome.Rejected("no_refunds", "refunds are not made here");
    }

    @Override
    public RefundOutcome findRefund(LostRefund lost) {
        return new RefundOutcome.Unknown("the provider's refunds cannot be searched");
    }

    @Override
    public WebhookReading read(InboundWebhook webhook) {
        return switch (webhook.kind()) {
            case "", "result" -> notifications.read(webhook);
            default -> new WebhookReading.Forged("nothing is sent to this address");
        };
    }

    private ChargeOutcome link(ChargeRequest request) {
        if (!request.capture() && request.saveMethod()) {
            return new ChargeOutcome.Rejected("hold_and_save", "a hold does not keep the method for later charges");
        }
        var url = Requests.url(api.hosts().auth(), PAY, requests.link(request));
        if (url.toString().length() > LINK_LENGTH_MAX) {
            return new ChargeOutcome.Rejected("link_too_long", "the payment link is longer than browsers take");
        }
        return new ChargeOutcome.Pending(StateAnswers.asked(request), url);
    }

    /** Charges on a first payment. There is no test of it: what a test shop sends is charged (Robokassa, Test mode). */
    private ChargeOutcome recur(ChargeRequest request, String mother) {
        if (shop.test()) {
            return noTestMode();
        }
        if (!request.capture()) {
            return new ChargeOutcome.Rejected("hold_of_saved_method", "a saved method cannot be held, only charged");
        }
        if (!Words.isNumber(mother)) {
            return new ChargeOutcome.Declined(METHOD_GONE, RetryAdvice.NEW_METHOD, null);
        }
        return switch (api.post(api.hosts().auth(), RECUR, requests.recurring(request, mother))) {
            case Reply.Text(_, var body) -> RecurringAnswers.fromWire(body, request);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /**
     * Asks how an operation stands. A test payment is not to be seen, and a real one may have its number: what a test shop
     * knows comes with the notification alone.
     */
    private ChargeOutcome state(String number, @Nullable Money expected, @Nullable SentCharge sent) {
        if (!Words.isNumber(number)) {
            return new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "no such number can exist");
        }
        if (shop.test()) {
            return sent == null || !sent.hosted() ? noTestMode() : StateAnswers.unopened(number, sent);
        }
        return switch (api.get(api.hosts().auth(), STATE, requests.state(number))) {
            case Reply.Text(_, var body) -> {
                var answer = OperationState.fromWire(body);
                yield answer == null
                        ? new ChargeOutcome.Unknown("the answer is no operation's state")
                        : StateAnswers.fromWire(answer, number, expected, sent);
            }
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    private static ChargeOutcome.Rejected noTestMode() {
        return new ChargeOutcome.Rejected("no_test_mode", "test payments have only a page and a notification");
    }

}
