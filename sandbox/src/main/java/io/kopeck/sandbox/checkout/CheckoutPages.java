package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.acquirer.HostedPayments.Hosted;
import io.kopeck.sandbox.acquirer.HostedPayments.Result;
import io.kopeck.sandbox.acquirer.HostedPayments.Stage;
import io.kopeck.sandbox.acquirer.HostedPayments.TestCard;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Handles {@code /checkout/{acquirer}/{id}} and {@code /checkout/{acquirer}/{id}/3ds}. Wrong input changes nothing and answers 422. */
public final class CheckoutPages implements Endpoint {

    /** What the buttons of the list of test cards send instead of an expiry date and a code. */
    private static final String ANY = "any";

    private final Map<String, HostedPayments> byAcquirer = new HashMap<>();
    private final Supplier<Instant> now;
    private final byte[] style;

    public CheckoutPages(Collection<? extends Acquirer> acquirers, Supplier<Instant> now) {
        acquirers.forEach(acquirer -> byAcquirer.put(acquirer.name(), acquirer.hostedPayments()));
        this.now = now;
        this.style = readStyle();
    }

    private static byte[] readStyle() {
        try (var in = Objects.requireNonNull(CheckoutPages.class.getResourceAsStream("checkout.css"), "checkout.css")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer answer(Call call) {
        if (call.path().equals(Frame.STYLE_PATH)) {
            return new Answer.Body(200, Map.of("Content-Type", "text/css;charset=UTF-8", "X-Content-Type-Options", "nosniff",
                    "Cache-Control", "no-cache"), style);
        }
        boolean post = call.method().equals("POST");
        if (!post && !call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Answer.empty(405);
        }
        var path = call.segments();
        boolean atBank = path.size() == 4 && path.get(3).equals("3ds");
        var payments = path.size() == 3 || atBank ? byAcquirer.get(path.get(1)) : null;
        var hosted = payments == null ? null : payments.find(path.get(2));
        var texts = Texts.choose(call.queryFields().get("lang"), hosted == null ? null : hosted.locale(), call.header("accept-language"));
        if (payments == null || hosted == null) {
            return ResultPage.notFound(texts, call.path());
        }
        var page = new Visit(call, payments, texts, "/checkout/" + path.get(1) + "/" + hosted.id());
        return post ? (atBank ? page.answerBank(hosted) : page.pay(hosted)) : page.show(200, hosted, atBank);
    }

    private final class Visit {
        private final Call call;
        private final HostedPayments payments;
        private final Texts texts;
        private final String path;

        Visit(Call call, HostedPayments payments, Texts texts, String path) {
            this.call = call;
            this.payments = payments;
            this.texts = texts;
            this.path = path;
        }

        Answer show(int status, Hosted hosted, boolean atBank) {
            return switch (hosted.stage()) {
                case ENTER_CARD -> atBank ? Frame.redirect(path) : PayPage.render(status, texts, path, worded(hosted), otherWays(hosted), testCards(), PayPage.Trouble.NONE);
                case CONFIRM_3DS -> atBank ? BankPage.render(status, texts, path + "/3ds", hosted, null, false) : toBank();
                case PROCESSING, SUCCEEDED, CANCELED, EXPIRED -> ResultPage.render(status, texts, path, worded(hosted));
            };
        }

        Answer pay(Hosted hosted) {
            if (hosted.stage() != Stage.ENTER_CARD) {
                return show(409, hosted, false);
            }
            var form = call.formFields();
            var way = form.get("way");
            if (way != null && payments.otherWays(hosted.id()).contains(way)) {
                return after(payments.payBy(hosted.id(), way, form.containsKey("save")), hosted);
            }
            if (hosted.wallet()) {
                return after(payments.pay(hosted.id(), null, false), hosted);
            }
            var number = form.getOrDefault("number", "");
            boolean fromList = ANY.equals(form.get("expiry")) && ANY.equals(form.get("csc"));
            var expiry = fromList ? "12/" + (now.get().atZone(ZoneOffset.UTC).getYear() + 5) : form.getOrDefault("expiry", "");
            var csc = fromList ? (number.startsWith("37") ? "1234" : "123") : form.getOrDefault("csc", "");
            return switch (CardEntry.parse(number, expiry, csc)) {
                case CardEntry.Parsed.Invalid(var fields) -> again(hosted, new PayPage.Trouble(fields, false));
                case CardEntry.Parsed.Valid(var card) -> after(payments.pay(hosted.id(), card, form.containsKey("save")), hosted);
            };
        }

        Answer answerBank(Hosted hosted) {
            if (hosted.stage() != Stage.CONFIRM_3DS) {
                return show(409, hosted, true);
            }
            var form = call.formFields();
            var merchant = form.get(BankPage.TERM_URL);
            if (merchant != null && !form.containsKey("answer")) {
                return BankPage.render(200, texts, path + "/3ds", hosted, merchant, false);
            }
            boolean cancel = "cancel".equals(form.get("answer"));
            if (!cancel && !form.getOrDefault("code", "").strip().matches("\\d{1,10}")) {
                return BankPage.render(422, texts, path + "/3ds", hosted, merchant, true);
            }
            var handover = payments.handover(hosted.id(), !cancel);
            if (handover != null) {
                return HandoverPage.render(texts, path + "/3ds", merchant, handover);
            }
            return after(payments.confirm(hosted.id(), !cancel), hosted);
        }

        private Answer again(Hosted hosted, PayPage.Trouble trouble) {
            return PayPage.render(422, texts, path, worded(hosted), otherWays(hosted), testCards(), trouble);
        }

        /** With the acquirer's words for a reason, where it has some: the pages show what they do not know as it is. */
        private Hosted worded(Hosted h) {
            return h.reason() == null ? h : new Hosted(h.id(), h.status(), h.stage(), h.amount(), h.description(), h.saving(), h.wallet(), h.returnUrl(),
                    h.locale(), h.cardTail(), explained(h.reason()), h.extras());
        }

        private List<String> otherWays(Hosted hosted) {
            return hosted.wallet() ? List.of() : payments.otherWays(hosted.id());
        }

        private List<TestCard> testCards() {
            return payments.testCards().stream().map(card -> card.declineReason() == null ? card
                    : new TestCard(card.number(), card.brand(), card.threeDs(), explained(card.declineReason()), card.declinesLaterOnly())).toList();
        }

        private String explained(String reason) {
            var words = payments.explain(reason, texts == Texts.EN);
            return words != null ? words : reason;
        }

        private Answer after(Result result, Hosted before) {
            return switch (result) {
                case Result.Done(var hosted) -> {
                    if (hosted.stage() == Stage.CONFIRM_3DS) {
                        yield toBank();
                    }
                    boolean stays = hosted.stage() == Stage.ENTER_CARD || hosted.returnUrl() == null || hosted.extras().returnForm() != null;
                    yield stays ? Frame.redirect(path + "?lang=" + texts.code()) : Frame.redirect(hosted.returnUrl());
                }
                case Result.WrongState(var hosted) -> show(409, hosted, false);
                case Result.NotATestCard() -> again(before, new PayPage.Trouble(Set.of(), true));
                case Result.Unknown() -> ResultPage.notFound(texts, path);
            };
        }

        private Answer toBank() {
            return Frame.redirect(path + "/3ds?lang=" + texts.code());
        }
    }
}
