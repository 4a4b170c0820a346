package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.MONTH_WITH_TRIAL;
import static io.kopeck.testing.Customer.THREE_DS_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.audit.AuditLog;
import io.kopeck.catalog.CatalogFile;
import io.kopeck.catalog.CatalogTexts;
import io.kopeck.catalog.Catalogs;
import io.kopeck.testing.Books;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Seed B's resources: subscriptions, plans, payments and refunds, for their owner, for staff and for services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceApiJourneyTest {

    private Platform platform;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        platform.settleDown();
        Books.expectEqual(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void subscribesShowsAndUnsubscribesOnTheSeedsOwnPaths() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);

        var begun = anna.api().post("/subscriptions/subscribe", Map.of("plan_id", WEEK, "payment_method", card)).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        assertThat(begun.text("status")).isEqualTo("active");
        assertThat(begun.text("user_id")).isEqualTo(anna.customer().id().toString());
        assertThat(begun.text("plan_id")).isEqualTo(WEEK);
        assertThat(begun.text("type")).isEqualTo("week");
        assertThat(begun.text("valid_till")).isEqualTo(anna.view().period().end().toString());
        assertThat(begun.text("charge_attempts")).isEqualTo("0");
        var id = begun.text("id");
        assertThat(anna.api().get("/subscriptions/").expect(200).text("results.0.id")).isEqualTo(id);
        assertThat(anna.api().get("/subscription/" + id).expect(200).text("id")).isEqualTo(id);
        var payments = anna.api().get("/subscription/" + id + "/payments").expect(200);
        assertThat(payments.body()).isEqualTo(anna.api().get("/payments/subscription/" + id).expect(200).body());
        assertThat(payments.text("count")).isEqualTo("1");
        assertThat(payments.text("results.0.sum")).isEqualTo("99.99");
        assertThat(payments.text("results.0.currency")).isEqualTo("RUB");
        assertThat(payments.text("results.0.subscription_id")).isEqualTo(id);
        anna.api().post("/subscriptions/subscribe", Map.of("plan_id", WEEK, "payment_method", card)).expect(409);

        var ended = anna.api().post("/subscription/unsubscribe", Map.of("subscription_id", id)).expect(200);

        assertThat(ended.text("status")).isEqualTo("canceled");
        assertThat(ended.text("refund.amount")).isEqualTo("99.99");
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");
        var refund = anna.api().get("/refunds/" + ended.text("refund.id"));
        assertThat(refund.status()).as("no seed writes this path bare").isEqualTo(404);
        refund = anna.api().get("/api/v1/refunds/" + ended.text("refund.id")).expect(200);
        assertThat(refund.text("sum")).isEqualTo("99.99");
        assertThat(refund.text("subscription_id")).isEqualTo(id);
        assertThat(refund.text("user_id")).isEqualTo(anna.customer().id().toString());
        anna.api().post("/subscriptions/unsubscribe", Map.of("subscription_id", id)).expect(409);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    @Test
    void answersWithThePageToConfirmAtAndLaterWithThePayment() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);

        var asked = anna.api().post("/api/v1/payments/payment", Map.of("plan_id", WEEK, "payment_method", card)).expect(202);
        anna.expectEvents("PaymentConfirmationNeeded");
        assertThat(asked.text("status")).isEqualTo("pending");
        anna.atTheBank(asked.text("confirmation_url"), true);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        assertThat(anna.api().get(asked.text("status_url")).expect(200).text("status")).isEqualTo("succeeded");
    }

    @Test
    void answersProcessingWhileTheOutcomeIsFoundOut() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "lost_answer", "times", 1);
        platform.sandbox().fault("webhook", "drop_webhook");

        var asked = anna.api().post("/api/v1/payments/payment", Map.of("plan_id", WEEK, "payment_method", card)).expect(202);
        assertThat(asked.text("status")).isEqualTo("processing");
        assertThat(anna.api().post("/payments/check", Map.of("payment_id", asked.text("payment_id"))).expect(200).text("status")).isEqualTo("succeeded");

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void paysASubscriptionThatWaits() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var id = anna.view().id().toString();
        anna.api().post("/api/v1/payments/payment", Map.of("subscription_id", id)).expect(409);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        assertThat(anna.api().get("/subscriptions/" + id).expect(200).text("charge_attempts")).isEqualTo("1");
        anna.clearFaults();

        var paid = anna.api().post("/api/v1/payments/payment", Map.of("subscription_id", id)).expect(201);

        assertThat(paid.text("status")).isEqualTo("succeeded");
        assertThat(paid.text("extra.purpose")).isEqualTo("renew");
        assertThat(anna.api().get("/subscriptions/" + id).expect(200).text("status")).isEqualTo("active");
    }

    @Test
    void showsATrialWhereNothingIsToPay() {
        var anna = Journey.begin(platform);

        var begun = anna.api().post("/api/v1/payments/payment", Map.of("plan_id", MONTH_WITH_TRIAL, "payment_method", anna.bind(GOOD_CARD))).expect(201);

        assertThat(begun.text("trial")).isEqualTo("true");
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
    }

    @Test
    void staffAndServicesActForACustomerOnlyWithTheRightAndByName() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        var body = Map.of("plan_id", WEEK, "payment_method", card, "user_id", anna.customer().id().toString());
        for (var without : List.of(Staff.of(platform, "support").api(), Staff.of(platform, "finance").api(),
                Journey.begin(platform).api(), Staff.key(platform, "read"), Staff.key(platform, "refunds"))) {
            without.post("/api/v1/subscriptions/subscribe", body).expect(403);
            without.post("/api/v1/payments/payment", body).expect(403);
        }
        var service = Staff.key(platform, "payments");
        assertThat(service.post("/api/v1/subscriptions/subscribe", Map.of("plan_id", WEEK, "payment_method", card)).expect(403).text("code"))
                .isEqualTo("not_a_customer");

        var begun = service.post("/api/v1/subscriptions/subscribe", body).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        assertThat(platform.bean(AuditLog.class).about("customer", anna.customer().id())).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("subscriptions.subscribe");
            assertThat(entry.actor()).startsWith("key:");
        });
        var id = begun.text("id");
        Staff.of(platform, "support").api().post("/api/v1/subscriptions/unsubscribe", Map.of("subscription_id", id)).expect(403);
        Journey.begin(platform).api().post("/api/v1/subscriptions/unsubscribe", Map.of("subscription_id", id)).expect(404);
        service.post("/api/v1/subscriptions/unsubscribe", Map.of("subscription_id", id)).expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");
    }

    @Test
    void listsOwnSubscriptionsForCustomersAndAllForStaffByCursor() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var boris = Journey.subscribed(platform, GOOD_CARD);
        var support = Staff.of(platform, "support").api();

        assertThat(ids(anna.api().get("/api/v1/subscriptions").expect(200))).containsExactly(anna.view().id().toString());
        anna.api().get("/api/v1/subscriptions?user_id=" + boris.customer().id()).expect(403);
        assertThat(ids(support.get("/api/v1/subscriptions?user_id=" + boris.customer().id()).expect(200))).containsExactly(boris.view().id().toString());
        var seen = new ArrayList<String>();
        var next = "/api/v1/subscriptions?page_size=2";
        while (!next.equals("null")) {
            var page = support.get(next).expect(200);
            seen.addAll(ids(page));
            next = page.text("next");
        }
        assertThat(seen).doesNotHaveDuplicates().contains(anna.view().id().toString(), boris.view().id().toString());
        assertThat(seen).hasSize(Integer.parseInt(support.get("/api/v1/subscriptions").expect(200).text("count")));
        support.get("/api/v1/subscriptions?page=1&cursor=" + boris.view().id()).expect(400);
    }

    @Test
    void refundsWithinTheLimitOfTheRoleAndNeverTwice() {
        var anna = Journey.begin(platform);
        var root = Staff.root(platform);
        var plan = root.post("/api/v1/subscriptions/plans/new", Map.of("title", "Дорогой план", "sum", "6000.00", "months", 12)).expect(201).text("id");
        anna.api().post("/api/v1/subscriptions/subscribe", Map.of("plan_id", plan, "payment_method", anna.bind(GOOD_CARD))).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        var payment = anna.api().get("/subscription/" + anna.view().id() + "/payments").expect(200).text("results.0.id");
        var support = Staff.of(platform, "support").api();
        var whole = Map.of("payment_id", payment, "reason", "Promised");

        anna.api().post("/payments/refund", whole).expect(403);
        Staff.key(platform, "payments").post("/payments/refund", whole).expect(403);
        assertThat(support.post("/payments/refund", whole).expect(403).text("limit")).isEqualTo("5000.00");
        var part = Map.of("payment_id", payment, "amount", "1000.00", "reason", "Promised");
        var keyed = support.with("Idempotency-Key", "refund-" + payment);
        var first = keyed.post("/payments/refund", part).expect(201);
        assertThat(keyed.post("/payments/refund", part).expect(201).text("id")).isEqualTo(first.text("id"));
        keyed.post("/payments/refund", whole).expect(422);
        anna.expect("active", true, "RefundSucceeded");
        assertThat(support.post("/payments/refund", Map.of("payment_id", payment, "amount", "5000.01", "reason", "x")).expect(409).text("available"))
                .isEqualTo("5000.00");
        Staff.key(platform, "refunds").post("/payments/refund", whole).expect(201);
        Staff.of(platform, "finance").api().post("/payments/refund", whole).expect(409);

        anna.expect("active", true, "RefundSucceeded");
        assertThat(ids(anna.api().get("/payments/" + payment + "/refunds").expect(200))).hasSize(2);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 6000.00", "refund 1000.00", "refund 5000.00");
        assertThat(platform.bean(AuditLog.class).about("payment", UUID.fromString(payment))).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("Promised"));
    }

    @Test
    void writesPlansThroughTheCatalog() {
        var key = Staff.key(platform, "plans").with("Idempotency-Key", "plan-1");
        var body = Map.of("title", "Квартал", "sum", "249.00", "months", 3, "currency", "RUB", "product", "cinema");

        var added = key.post("/subscriptions/plans/new", body).expect(201);

        var id = added.text("id");
        assertThat(added.text("type")).isEqualTo("quarter");
        assertThat(added.text("months")).isEqualTo("3");
        assertThat(key.post("/subscriptions/plans/new", body).expect(201).text("id")).isEqualTo(id);
        var anna = Journey.begin(platform);
        assertThat(ids(anna.api().get("/subscription/plans").expect(200))).contains(id, WEEK);
        assertThat(anna.api().get("/api/v1/billing/tariffs").expect(200).body()).contains(id);
        var diff = platform.bean(Catalogs.class).diff(CatalogFile.of(CatalogTexts.demo().getBytes(StandardCharsets.UTF_8)));
        assertThat(diff.changes()).contains("tariff " + id + ": \"Квартал\" archived; not sold any more, existing subscriptions go on");
        anna.api().delete("/subscriptions/plans/" + id).expect(403);

        key.delete("/subscription/plans/" + id).expect(204);
        key.delete("/subscription/plans/" + id).expect(204);

        assertThat(ids(anna.api().get("/subscriptions/plans").expect(200))).doesNotContain(id);
        assertThat(anna.api().get("/subscriptions/plans/" + id).expect(200).text("active")).isEqualTo("false");
        assertThat(platform.bean(AuditLog.class).about("tariff", UUID.fromString(id))).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.actor()).startsWith("key:"));
        anna.api().post("/subscriptions/subscribe", Map.of("plan_id", id, "payment_method", anna.bind(GOOD_CARD))).expect(404);
    }

    @Test
    void aProductThatSellsOperationsAloneHasNothingToSubscribeTo() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);

        assertThat(anna.api().get("/billing/tariffs?product=mediabot").expect(200).text("count")).isEqualTo("0");
        assertThat(ids(anna.api().get("/subscriptions/plans?product=mediabot").expect(200))).isEmpty();
        assertThat(anna.api().get("/billing/subscription?product=mediabot").expect(404).text("code")).isEqualTo("not_found");
        assertThat(anna.api().post("/billing/subscription?product=mediabot", Map.of("tariff", WEEK, "payment_method", card))
                .expect(404).text("code")).isEqualTo("not_found");
        anna.api().put("/billing/cancel-subscription?product=mediabot", null).expect(404);
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    private static List<String> ids(Reply page) {
        var ids = new ArrayList<String>();
        page.json().path("results").forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }
}
