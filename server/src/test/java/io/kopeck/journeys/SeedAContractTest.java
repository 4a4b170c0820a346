package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.MONTH_WITH_TRIAL;
import static io.kopeck.testing.Customer.OTHER_GOOD_CARD;
import static io.kopeck.testing.Customer.THREE_DS_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ten methods of seed A, field by field, under the full path and under the bare one that the seed writes. */
class SeedAContractTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String UTC = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z";
    private static final String MOSCOW = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?\\+03:00";
    private static final List<String> METHOD = List.of(
            "id", "created_at", "modified_at", "card_type", "expire", "last4", "first6", "kind", "title");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TARIFFS = """
            {"count": 2, "next": null, "previous": null, "results": [
              {"id": "70caff03-069d-4cdc-8d65-656ebceb2bcf", "title": "Еженедельная подписка", "cost": "99.99",
               "period_type": "week", "description": "Еженедельная подписка", "is_active": true,
               "trial_period": false, "trial_period_type": null},
              {"id": "8fe840f2-0f8b-4a58-8d56-ce26327746c3", "title": "Ежемесячная подписка", "cost": "249.99",
               "period_type": "month", "description": "Ежемесячная подписка", "is_active": true,
               "trial_period": true, "trial_period_type": "week"}]}""";

    private final Platform platform = Platform.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/billing/tariffs", "/api/v1/billing/tariffs", "/api/v1/billing/tariffs?product=cinema"})
    void listsTariffsExactlyAsTheSeedShows(String path) {
        var tariffs = platform.http().get(path).expect(200);

        assertThat(tariffs.json()).isEqualTo(JSON.readTree(TARIFFS));
    }

    @Test
    void answersAddingAMethodWithTheConfirmationUrlAlone() {
        var anna = Journey.begin(platform);

        var begun = anna.api().post("/billing/payment-method", null).expect(201);

        assertThat(names(begun.json())).containsExactly("confirmation_url");
        assertThat(begun.text("confirmation_url")).startsWith("http");
    }

    @Test
    void answersTheApprovedMethodAndListsItInTheSameShape() {
        var anna = Journey.begin(platform);
        var page = anna.api().post("/billing/payment-method", null).expect(201).text("confirmation_url");
        var back = platform.sandbox().pay(Customer.lastSegment(page), GOOD_CARD).text("return_url");

        var approved = anna.follow(back).expect(200);

        assertMethod(approved.json(), "MasterCard", "555555", "4444");
        var listed = anna.api().get("/billing/payment-method").expect(200).json();
        assertThat(names(listed)).containsExactly("count", "next", "previous", "results");
        assertThat(listed.path("count").intValue()).isEqualTo(1);
        assertThat(listed.path("next").isNull()).isTrue();
        assertThat(listed.path("previous").isNull()).isTrue();
        assertThat(listed.path("results").get(0)).isEqualTo(approved.json());
    }

    @Test
    void sendsTheBrowserBackToThePathOfTheSeed() {
        var anna = Journey.begin(platform);
        var page = anna.api().post("/billing/payment-method", null).expect(201).text("confirmation_url");

        var back = platform.sandbox().pay(Customer.lastSegment(page), GOOD_CARD).text("return_url");

        assertThat(back).matches("http://.*/billing/approve-payment-method/[0-9a-f]{32}");
        var bare = "/billing/approve-payment-method/" + Customer.lastSegment(back);
        assertThat(anna.api().get(bare).expect(200).json()).isEqualTo(anna.follow(back).expect(200).json());
        var stranger = platform.http().get(bare).expect(200);
        assertThat(stranger.json()).isEqualTo(JSON.readTree("{\"status\": \"succeeded\"}"));
        var browser = anna.api().with("Accept", "text/html").get(bare).expect(200);
        assertThat(browser.headers().get("content-type").getFirst()).startsWith("text/html");
    }

    @Test
    void answersASubscriptionInTheShapeOfTheSeedEverywhere() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);

        var begun = anna.api().post("/billing/subscription", Map.of("tariff", WEEK, "payment_method", card)).expect(201);

        var shown = anna.api().get("/billing/subscription").expect(200);
        assertSubscription(shown.json(), "active", WEEK, card);
        assertThat(shown.json()).isEqualTo(begun.json());
        assertThat(shown.json().path("tariff")).isEqualTo(JSON.readTree(TARIFFS).path("results").get(0));
        var changed = anna.api().put("/billing/change-payment-method", Map.of("payment_method_id", card)).expect(200);
        assertSubscription(changed.json(), "active", WEEK, card);
        var cancelled = anna.api().put("/billing/cancel-subscription", null).expect(200);
        assertThat(names(cancelled.json().path("refund"))).containsExactly("id", "status", "amount", "currency");
        assertThat(cancelled.text("refund.amount")).isEqualTo("99.99");
    }

    @Test
    void showsATrialAndItsTariffAsTheSeedDoes() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);

        var begun = anna.subscribe(MONTH_WITH_TRIAL, card).expect(201).json();

        assertSubscription(begun, "active", MONTH_WITH_TRIAL, card);
        assertThat(begun.path("trial").booleanValue()).isTrue();
        assertThat(begun.path("tariff").path("trial_period_type").asString()).isEqualTo("week");
        var ends = Instant.parse(begun.path("ended_at").asString());
        var began = OffsetDateTime.parse(begun.path("created_at").asString()).toInstant();
        assertThat(Duration.between(began, ends)).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void answersAPaymentToConfirmWithTheConfirmationUrlAlone() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);

        var asked = anna.subscribe(WEEK, card).expect(202);

        assertThat(names(asked.json())).containsExactly("confirmation_url");
        var back = anna.atTheBank(asked.text("confirmation_url"), true).text("return_url");
        var bare = "/billing/approve-payment/" + Customer.lastSegment(back);
        assertSubscription(anna.api().get(bare).expect(200).json(), "active", WEEK, card);
        assertThat(platform.http().get(bare).expect(200).json()).isEqualTo(JSON.readTree("{\"status\": \"succeeded\"}"));
    }

    @Test
    void removesAMethodWithoutABody() {
        var anna = Journey.begin(platform);
        var card = anna.bind(OTHER_GOOD_CARD);

        var removed = anna.api().delete("/billing/payment-method/" + card).expect(204);

        assertThat(removed.body()).isEmpty();
        assertThat(anna.api().get("/billing/payment-method").expect(200).text("count")).isEqualTo("0");
        assertThat(anna.api().delete("/billing/payment-method/" + card).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/billing/subscription", "/billing/payment-method", "/api/v1/billing/subscription"})
    void asksForABearer(String path) {
        var answer = platform.http().get(path);

        assertProblem(answer, 401);
    }

    @Test
    void answersBadInputWithAProblemAndChangesNothing() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        var path = "/billing/subscription";

        assertProblem(anna.api().post(path, Map.of("payment_method", card)), 400);
        assertProblem(anna.api().post(path, Map.of("tariff", "no uuid", "payment_method", card)), 400);
        assertProblem(anna.api().post(path, "{"), 400);
        assertProblem(anna.api().post(path, Map.of("tariff", java.util.UUID.randomUUID(), "payment_method", card)), 404);
        assertProblem(anna.api().post(path, Map.of("tariff", WEEK, "payment_method", java.util.UUID.randomUUID())), 404);
        assertProblem(anna.api().put("/billing/change-payment-method", Map.of()), 400);
        assertProblem(anna.api().put("/billing/cancel-subscription", null), 404);
        assertProblem(anna.api().get("/billing/subscription"), 404);
        assertProblem(anna.api().get("/billing/approve-payment/" + "0".repeat(32)), 404);

        anna.expectNoSubscription();
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    @Test
    void answersAccessWithItsEndAndReason() {
        var anna = Journey.begin(platform);
        var path = "/api/v1/access/" + anna.customer().id() + "?product=cinema";
        assertThat(anna.api().get(path).expect(200).json())
                .isEqualTo(JSON.readTree("{\"level\": \"none\", \"until\": null, \"reason\": \"no_subscription\"}"));

        anna.subscribe(MONTH_WITH_TRIAL, anna.bind(GOOD_CARD)).expect(201);

        var access = anna.api().get(path).expect(200);
        assertThat(names(access.json())).containsExactly("level", "until", "reason");
        assertThat(access.text("level")).isEqualTo("full");
        assertThat(access.text("reason")).isEqualTo("trial");
        assertThat(access.text("until")).isEqualTo(anna.customer().subscription().text("ended_at"));
        assertThat(Journey.begin(platform).api().get(path).status()).as("somebody else asks").isEqualTo(404);
    }

    private static void assertSubscription(JsonNode json, String status, String tariff, String method) {
        assertThat(names(json)).containsExactlyInAnyOrder("id", "ended_at", "status", "trial", "created_at", "modified_at", "tariff",
                "payment_method");
        assertThat(json.path("id").asString()).matches(UUID);
        assertThat(json.path("ended_at").asString()).matches(UTC);
        assertThat(json.path("status").asString()).isEqualTo(status);
        assertThat(json.path("created_at").asString()).matches(MOSCOW);
        assertThat(json.path("modified_at").asString()).matches(MOSCOW);
        assertThat(json.path("tariff").path("id").asString()).isEqualTo(tariff);
        assertThat(json.path("payment_method").path("id").asString()).isEqualTo(method);
        assertThat(names(json.path("payment_method"))).containsExactlyInAnyOrderElementsOf(METHOD);
    }

    private static void assertMethod(JsonNode json, String cardType, String first6, String last4) {
        assertThat(names(json)).containsExactlyInAnyOrderElementsOf(METHOD);
        assertThat(json.path("id").asString()).matches(UUID);
        assertThat(json.path("created_at").asString()).matches(MOSCOW);
        assertThat(json.path("modified_at").asString()).matches(MOSCOW);
        assertThat(json.path("card_type").asString()).isEqualTo(cardType);
        assertThat(json.path("expire").asString()).matches("(0[1-9]|1[0-2])/20\\d\\d");
        assertThat(json.path("first6").asString()).isEqualTo(first6);
        assertThat(json.path("last4").asString()).isEqualTo(last4);
    }

    private static void assertProblem(Http.Reply answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().get("content-type").getFirst()).startsWith("application/problem+json");
        assertThat(answer.text("code")).isNotBlank();
    }

    private static List<String> names(JsonNode json) {
        return new ArrayList<>(json.propertyNames());
    }
}
