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
import java.security.PublicKey;
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
    private static final String CONFIRM = "/Merchant/Payment/Confirm";
    private static final String CANCEL = "/Merchant/Payment/Cancel";

    private final RobokassaApi api;
    private final Shop shop;
    private final Requests requests;
    private final Operations operations;
    private final Refunds refunds;
    private final NotificationReader results;
    private final Result2Reader results2;

    RobokassaAcquirer(RobokassaApi api, Shop shop, Refunds.BodyFormat refundBody, @Nullable PublicKey result2Key) {
        this.api = api;
        this.shop = shop;
        this.requests = new Requests(shop);
        this.operations = new Operations(api, requests);
        this.refunds = new Refunds(api, operations, shop.password3(), refundBody);
        this.results = new NotificationReader(shop);
        this.results2 = new Result2Reader(shop, result2Key);
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

    /** Takes a hold, once only; the sum may be smaller than what is held (Robokassa, Holding). */
    @Override
    public ChargeOutcome capture(CaptureRequest request) {
        try {
            return change(request.providerPaymentId(), CONFIRM, requests.confirm(request), request.amount());
        } catch (UnspeakableReceipt e) {
            return new ChargeOutcome.Rejected("receipt", e.getMessage());
        }
    }

    @Override
    public ChargeOutcome cancelHold(ProviderReference reference, String idempotencyKey) {
        return change(reference.id(), CANCEL, requests.cancel(reference.id()), reference.amount());
    }

    @Override
    public RefundOutcome refund(RefundRequest request) {
        if (shop.test()) {
            return new RefundOutcome.Rejected("no_test_mode", "a test payment took nothing that could be returned");
        }
        try {
            return refunds.create(request);
        } catch (UnspeakableReceipt e) {
            return new RefundOutcome.Rejected("receipt", e.getMessage());
        }
    }

    @Override
    public RefundOutcome fetchRefund(ProviderReference reference) {
        return refunds.fetch(reference.id());
    }

    @Override
    public RefundOutcome findRefund(LostRefund lost) {
        return new RefundOutcome.Unknown("the provider's refunds cannot be searched");
    }

    @Override
    public WebhookReading read(InboundWebhook webhook) {
        return switch (webhook.kind()) {
            case "", "result" -> results.read(webhook);
            case "result2" -> results2.read(webhook);
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
        return switch (operations.ask(number)) {
            case Operations.Asked.Known(var answer) -> StateAnswers.fromWire(answer, number, expected, sent);
            case Operations.Asked.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /**
     * Changes a hold. What the answers mean is not documented: after any of them the operation is asked about, and a hold
     * that still stands is unknown, since the change may be under way.
     */
    private ChargeOutcome change(String number, String path, Form form, @Nullable Money expected) {
        if (!Words.isNumber(number)) {
            return new ChargeOutcome.Rejected("unknown_object", "no such number can exist");
        }
        if (shop.test()) {
            return noTestMode();
        }
        if (api.post(api.hosts().auth(), path, form) instanceof Reply.Nothing(var cause)) {
            return new ChargeOutcome.Unknown(cause);
        }
        var after = state(number, expected, null);
        return switch (after) {
            case ChargeOutcome.Held _ -> new ChargeOutcome.Unknown("the hold still stands");
            case ChargeOutcome.Rejected _ -> new ChargeOutcome.Unknown("the hold was not found afterwards");
            case ChargeOutcome.Succeeded _, ChargeOutcome.Declined _, ChargeOutcome.Pending _, ChargeOutcome.Unknown _ -> after;
        };
    }

    private static ChargeOutcome.Rejected noTestMode() {
        return new ChargeOutcome.Rejected("no_test_mode", "test payments have only a page and a notification");
    }

}
