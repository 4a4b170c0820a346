package io.kopeck.sandbox.control;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.acquirer.HostedPayments.Hosted;
import io.kopeck.sandbox.acquirer.HostedPayments.Result;
import io.kopeck.sandbox.acquirer.HostedPayments.Stage;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /control/pay}, {@code /control/refund}, {@code /control/payments}: the customer, the cabinet, the inside view. */
final class PaymentCalls {

    private final Acquirers acquirers;
    private final Supplier<Instant> now;

    PaymentCalls(Acquirers acquirers, Supplier<Instant> now) {
        this.acquirers = acquirers;
        this.now = now;
    }

    /**
     * Plays the customer: enters a card and confirms at the bank's page if the card asks for that.
     *
     * <p>{@code method} chooses a way to pay without a card, where the acquirer's page offers one; {@code bank_card} is the card.
     *
     * @param givenId null: the payment that {@code url}, a link the merchant composed, leads to
     */
    Answer pay(String provider, @Nullable String givenId, Call call) {
        var payments = acquirers.named(provider).hostedPayments();
        var input = Input.of(call, "card", "expiry", "csc", "confirm", "save", "url", "method");
        var id = opened(payments, givenId, input.text("url"));
        var confirm = input.flag("confirm");
        var card = input.text("card");
        var before = payments.find(id);
        Hosted result;
        if (before != null && before.stage() == Stage.ENTER_CARD) {
            boolean save = Boolean.TRUE.equals(input.flag("save"));
            var way = otherWay(payments, id, input.text("method"), card);
            if (way == null && card == null && !before.wallet()) {
                throw ControlError.bad("card is required: the payment waits for a card");
            }
            result = done(id, way != null ? payments.payBy(id, way, save) : payments.pay(id, card == null ? null : entry(input, card), save));
            if (result.stage() == Stage.CONFIRM_3DS && !Boolean.FALSE.equals(confirm)) {
                result = done(id, payments.confirm(id, true));
            }
        } else if (card != null && before != null) {
            throw wrongState(before);
        } else if (confirm == null && before != null) {
            throw ControlError.bad("the payment is " + before.stage().name().toLowerCase(Locale.ROOT) + "; say confirm true or false");
        } else {
            var handover = payments.handover(id, Boolean.TRUE.equals(confirm));
            if (before != null && handover != null) {
                var carried = shown(before);
                handover.forEach(carried.putObject("handover")::put);
                return Answer.json(200, carried);
            }
            result = done(id, payments.confirm(id, Boolean.TRUE.equals(confirm)));
        }
        return Answer.json(200, shown(result));
    }

    private static @Nullable String otherWay(HostedPayments payments, String id, @Nullable String method, @Nullable String card) {
        if (method == null || method.equals("bank_card")) {
            return null;
        }
        var offered = payments.otherWays(id);
        if (!offered.contains(method)) {
            throw ControlError.notAllowed("method", method, Stream.concat(Stream.of("bank_card"), offered.stream()).toList());
        }
        if (card != null) {
            throw ControlError.bad("card goes with method bank_card only");
        }
        return method;
    }

    private static String opened(HostedPayments payments, @Nullable String id, @Nullable String url) {
        var known = id == null ? null : payments.find(id);
        if (url == null || (known != null && known.stage() != Stage.ENTER_CARD)) {
            if (id == null) {
                throw ControlError.bad("name the payment in the path, or give the url of a payment link");
            }
            return id;
        }
        return switch (payments.open(url)) {
            case HostedPayments.Opened.Refused(var why) -> throw ControlError.conflict("the payment link is refused: " + why);
            case HostedPayments.Opened.Page(var opened) -> {
                if (id != null && !opened.equals(id) && !opened.endsWith("-" + id)) {
                    throw ControlError.bad("url is the link of " + opened + ", not of " + id);
                }
                yield opened;
            }
        };
    }

    Answer refund(String provider, String paymentId, Call call) {
        var input = Input.of(call, "amount");
        return switch (acquirers.named(provider).refundInCabinet(paymentId, input.text("amount"))) {
            case Acquirer.CabinetRefund.Refunded(var refund) -> Answer.json(201, refund);
            case Acquirer.CabinetRefund.Unknown() -> throw ControlError.notFound("payment " + paymentId);
            case Acquirer.CabinetRefund.Refused(var why) -> throw ControlError.conflict(why);
        };
    }

    Answer chargeBack(String provider, String paymentId, Call call) {
        var input = Input.of(call, "amount");
        return switch (acquirers.named(provider).chargeBack(paymentId, input.text("amount"))) {
            case Acquirer.Chargeback.Made(var chargeback) -> Answer.json(201, chargeback);
            case Acquirer.Chargeback.Unknown() -> throw ControlError.notFound("payment " + paymentId);
            case Acquirer.Chargeback.Refused(var why) -> throw ControlError.conflict(why);
        };
    }

    Answer inspect(String provider, String id) {
        var view = acquirers.named(provider).inspect(id);
        if (view == null) {
            throw ControlError.notFound("object " + id);
        }
        return Answer.json(200, view);
    }

    private CardEntry entry(Input input, String card) {
        var expiry = input.text("expiry");
        var csc = input.text("csc");
        var inFiveYears = "12/" + (now.get().atZone(ZoneOffset.UTC).getYear() + 5);
        boolean amex = card.startsWith("34") || card.startsWith("37");
        return switch (CardEntry.parse(card, expiry != null ? expiry : inFiveYears, csc != null ? csc : amex ? "1234" : "123")) {
            case CardEntry.Parsed.Valid(var entry) -> entry;
            case CardEntry.Parsed.Invalid(var fields) -> throw ControlError.bad("invalid card: " + fields.toString().toLowerCase(Locale.ROOT));
        };
    }

    private static Hosted done(String id, Result result) {
        return switch (result) {
            case Result.Done(var hosted) -> hosted;
            case Result.WrongState(var hosted) -> throw wrongState(hosted);
            case Result.NotATestCard() -> throw ControlError.bad("not a test card; the checkout page lists them");
            case Result.Unknown() -> throw ControlError.notFound("payment " + id);
        };
    }

    private static ControlError wrongState(Hosted hosted) {
        return ControlError.conflict("the payment is " + hosted.status() + " (" + hosted.stage().name().toLowerCase(Locale.ROOT) + ")");
    }

    private static ObjectNode shown(Hosted hosted) {
        @Nullable String reason = hosted.reason();
        var node = Json.object().put("id", hosted.id()).put("status", hosted.status()).put("return_url", hosted.returnUrl());
        if (hosted.stage() == HostedPayments.Stage.CONFIRM_3DS) {
            node.put("waits_for", "3ds");
        }
        if (reason != null) {
            node.put("reason", reason);
        }
        return node;
    }
}
