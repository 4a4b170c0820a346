package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.testing.Books;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What nobody could find out is decided by a person: once, with a reason, and on the path that settles everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParkedJourneyTest {

    private static final String REASON = "Seen in the acquirer's cabinet";

    private Platform platform;
    private Staff finance;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        finance = Staff.of(platform, "finance");
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        platform.advance(Duration.ofHours(1));
        Books.expectEqualAndAtRest(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void decidesThatThePaymentSucceeded() {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "lost_answer");
        var theirId = Books.of(platform, anna.customer().id()).getLast().providerId();
        var bound = Books.of(platform, anna.customer().id()).getFirst().providerId();

        resolve(payment, "succeeded", Map.of()).expect(400);
        assertThat(resolve(payment, "succeeded", Map.of("provider_payment_id", bound)).expect(409).text("code")).isEqualTo("provider_id_taken");
        var resolved = resolve(payment, "succeeded", Map.of("provider_payment_id", theirId)).expect(200);

        assertThat(resolved.text("status")).isEqualTo("succeeded");
        anna.expect("active", true, "PaymentResolved", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
        assertThat(audited("payment", payment)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(finance.id().toString());
            assertThat(entry.reason()).isEqualTo(REASON);
            assertThat(entry.details()).containsEntry("before", "parked").containsEntry("after", "succeeded")
                    .containsEntry("outcome", "succeeded").containsEntry("provider_id", theirId).containsKey("parked_because");
        });
        assertThat(resolve(payment, "not_charged", Map.of()).expect(409).text("code")).isEqualTo("not_parked");
        assertThat(audited("payment", payment)).hasSize(1);
    }

    @Test
    void decidesThatNothingWasChargedSoThatTheCustomerMayTryAgain() {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "error_before");

        assertThat(resolve(payment, "not_charged", Map.of()).expect(200).text("status")).isEqualTo("canceled");

        anna.expectNoSubscription("PaymentResolved", "PaymentDeclined");
        platform.sandbox().clearFaults();
        anna.subscribe(WEEK, method(anna)).expect(201);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void returnsMoneyThatTurnsUpAfterAPersonSaidThatNothingWasCharged() {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "lost_answer");
        resolve(payment, "not_charged", Map.of()).expect(200);
        anna.expectNoSubscription("PaymentResolved", "PaymentDeclined");

        platform.sandbox().clearFaults();
        platform.sandbox().http().post("/control/webhooks/replay", Map.of()).expect(200);

        anna.expectNoSubscription("PaymentSucceeded", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    @Test
    void asksAgainAndParksAgainWhenThereIsStillNoAnswer() {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "lost_answer");

        var still = resolve(payment, "ask_again", Map.of()).expect(200);
        assertThat(still.text("parked")).isEqualTo("true");
        anna.expectNoSubscription("PaymentResolved", "PaymentParked");
        platform.sandbox().clearFaults();
        var found = resolve(payment, "ask_again", Map.of()).expect(200);

        assertThat(found.text("status")).isEqualTo("succeeded");
        anna.expect("active", true, "PaymentResolved", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
        assertThat(audited("payment", payment)).hasSize(2);
    }

    @Test
    void oneOfTwoOperatorsDecides() throws Exception {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "lost_answer");
        var theirId = Books.of(platform, anna.customer().id()).getLast().providerId();
        var first = finance.api();
        var second = Staff.of(platform, "finance").api();

        var answers = atOnce(
                () -> resolve(first, payment, "succeeded", Map.of("provider_payment_id", theirId)),
                () -> resolve(second, payment, "succeeded", Map.of("provider_payment_id", theirId)));

        assertThat(answers).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
        anna.expect("active", true, "PaymentResolved", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void onlyFinanceAndSuperusersDecideOthersDoNotEvenSee() {
        var anna = Journey.begin(platform);
        var payment = parked(anna, "error_before");

        for (var caller : List.of(Staff.of(platform, "support").api(), anna.api(), Staff.key(platform, "payments"), Staff.key(platform, "refunds"))) {
            resolve(caller, payment, "not_charged", Map.of()).expect(403);
        }
        resolve(platform.http(), payment, "not_charged", Map.of()).expect(401);
        resolve(finance.api(), UUID.randomUUID().toString(), "not_charged", Map.of()).expect(404);
        anna.api().get("/api/v1/payments?parked=true").expect(403);
        assertThat(anna.api().get("/api/v1/payments/" + payment).expect(200).body()).doesNotContain("parked").contains("\"processing\":true");
        resolve(Staff.root(platform), payment, "not_charged", Map.of()).expect(200);
    }

    @Test
    void listsWhatIsParkedByPageAndByCursor() {
        var payments = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            payments.add(parked(Journey.begin(platform), "error_before"));
        }

        var api = finance.api();
        var all = api.get("/api/v1/payments?parked=true").expect(200);
        var first = api.get("/api/v1/payments?parked=true&page_size=2").expect(200);
        var rest = api.get(first.text("next")).expect(200);
        var secondPage = api.get("/api/v1/payments?parked=true&page_size=2&page=2").expect(200);

        assertThat(ids(all)).containsExactlyElementsOf(payments.reversed());
        assertThat(all.text("count")).isEqualTo("3");
        assertThat(all.text("results.0.extra.parked_because")).contains("unknown");
        assertThat(first.text("next")).contains("cursor=");
        assertThat(ids(first)).containsExactly(payments.get(2), payments.get(1));
        assertThat(ids(rest)).containsExactly(payments.get(0));
        assertThat(rest.text("next")).isEqualTo("null");
        assertThat(ids(secondPage)).isEqualTo(ids(rest));
        assertThat(secondPage.text("previous")).contains("page=1");
        payments.forEach(payment -> resolve(payment, "not_charged", Map.of()).expect(200));
        assertThat(ids(finance.api().get("/api/v1/payments?parked=true").expect(200))).isEmpty();
    }

    @Test
    void decidesThatARefundWentBack() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var refund = parkedRefund(anna, "lost_answer");
        var theirId = Books.of(platform, anna.customer().id()).getLast().providerId();

        assertThat(finance.api().get("/api/v1/refunds?parked=true").expect(200).text("results.0.id")).isEqualTo(refund);
        resolveRefund(refund, "succeeded", Map.of()).expect(400);
        assertThat(resolveRefund(refund, "succeeded", Map.of("provider_refund_id", theirId)).expect(200).text("status")).isEqualTo("succeeded");

        anna.expect("canceled", false, "RefundResolved", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
        assertThat(audited("refund", refund)).singleElement().extracting(AuditEntry::reason).isEqualTo(REASON);
        resolveRefund(refund, "not_returned", Map.of()).expect(409);
    }

    @Test
    void decidesThatARefundDidNotGoBackSoThatItCanBeMadeAnew() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var refund = parkedRefund(anna, "error_before");

        assertThat(resolveRefund(refund, "not_returned", Map.of()).expect(200).text("status")).isEqualTo("failed");
        anna.expect("canceled", false, "RefundResolved", "RefundFailed");
        platform.sandbox().clearFaults();
        var payment = finance.api().get("/api/v1/refunds/" + refund).expect(200).text("extra.payment_id");
        finance.api().post("/api/v1/payments/refund", Map.of("payment_id", payment, "reason", "Promised")).expect(201);

        anna.expect("canceled", false, "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    @Test
    void asksAboutARefundAgain() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var refund = parkedRefund(anna, "lost_answer");
        platform.sandbox().clearFaults();

        assertThat(resolveRefund(refund, "ask_again", Map.of()).expect(200).text("status")).isEqualTo("succeeded");

        anna.expect("canceled", false, "RefundResolved", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    /** A subscribe payment whose outcome nobody could find out for days; answers its id. */
    private String parked(Journey anna, String kind) {
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, kind);
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().fault("list", "error_before");
        var payment = anna.subscribe(WEEK, card).expect(202).text("payment_id");
        anna.advance(Duration.ofDays(4));
        anna.expectNoSubscription("PaymentParked");
        return payment;
    }

    private String parkedRefund(Journey anna, String kind) {
        platform.sandbox().fault("refund", kind);
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().fault("list", "error_before");
        var refund = anna.cancel().expect(200).text("refund.id");
        anna.advance(Duration.ofDays(4));
        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken", "RefundParked");
        return refund;
    }

    private String method(Journey anna) {
        return anna.api().get("/api/v1/billing/payment-method").expect(200).text("results.0.id");
    }

    private Reply resolve(String payment, String outcome, Map<String, String> more) {
        return resolve(finance.api(), payment, outcome, more);
    }

    private static Reply resolve(Http api, String payment, String outcome, Map<String, String> more) {
        return api.post("/api/v1/payments/" + payment + "/resolve", verdict(outcome, more));
    }

    private Reply resolveRefund(String refund, String outcome, Map<String, String> more) {
        return finance.api().post("/api/v1/refunds/" + refund + "/resolve", verdict(outcome, more));
    }

    private static Map<String, String> verdict(String outcome, Map<String, String> more) {
        var body = new LinkedHashMap<>(more);
        body.put("outcome", outcome);
        body.put("reason", REASON);
        return body;
    }

    private List<AuditEntry> audited(String kind, String id) {
        return platform.bean(AuditLog.class).about(kind, UUID.fromString(id)).stream()
                .filter(entry -> entry.action().equals("payments.resolve")).toList();
    }

    private static List<String> ids(Reply page) {
        var ids = new ArrayList<String>();
        page.json().path("results").forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }

    @SafeVarargs
    private static List<Reply> atOnce(Callable<Reply>... calls) throws Exception {
        var ready = new CountDownLatch(calls.length);
        try (var threads = Executors.newFixedThreadPool(calls.length)) {
            var running = new ArrayList<Future<Reply>>();
            for (var call : calls) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
            var answers = new ArrayList<Reply>();
            for (var one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
