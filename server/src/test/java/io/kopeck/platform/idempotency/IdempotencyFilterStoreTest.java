package io.kopeck.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Idempotency-Key}: the same request has one effect and one answer, and no secret is kept for it. */
class IdempotencyFilterStoreTest {

    private static final String PATH = "/api/v1/billing/subscription";

    private final Platform platform = Platform.shared();
    private final RawSql sql = new RawSql(platform.database());

    @Test
    void answersTheSameRequestWithTheSameAnswerAndOneEffect() {
        var anna = Journey.begin(platform);
        var body = Map.of("tariff", Customer.WEEK, "payment_method", anna.bind(Customer.GOOD_CARD));
        var api = anna.api().with("Idempotency-Key", "subscribe-1");

        var first = api.post(PATH, body).expect(201);
        var second = api.post(PATH, body).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers()).containsKey("idempotent-replayed");
        assertThat(first.headers()).doesNotContainKey("idempotent-replayed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void remembersRefusalsOfCustomersToo() {
        var anna = Journey.begin(platform);
        var api = anna.api().with("Idempotency-Key", "refused-1");
        var body = Map.of("tariff", Customer.WEEK, "payment_method", UUID.randomUUID().toString());

        var first = api.post(PATH, body).expect(404);
        var second = api.post(PATH, body).expect(404);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("content-type").getFirst()).startsWith("application/problem+json");
    }

    @Test
    void refusesTheSameKeyForAnotherRequest() {
        var anna = Journey.begin(platform);
        var card = anna.bind(Customer.GOOD_CARD);
        var api = anna.api().with("Idempotency-Key", "subscribe-2");
        api.post(PATH, Map.of("tariff", Customer.WEEK, "payment_method", card)).expect(201);

        var otherBody = api.post(PATH, Map.of("tariff", Customer.MONTH_WITH_TRIAL, "payment_method", card));
        var otherPath = api.post("/api/v1/billing/pay-now", Map.of("tariff", Customer.WEEK, "payment_method", card));

        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.text("code")).isEqualTo("idempotency_key_reused");
        assertThat(otherPath.status()).isEqualTo(422);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void keepsTheKeysOfCustomersApart() {
        var anna = Journey.begin(platform);
        var boris = Journey.begin(platform);
        var annasCard = anna.bind(Customer.GOOD_CARD);
        var borisCard = boris.bind(Customer.GOOD_CARD);

        anna.api().with("Idempotency-Key", "the-same").post(PATH, Map.of("tariff", Customer.WEEK, "payment_method", annasCard)).expect(201);
        boris.api().with("Idempotency-Key", "the-same").post(PATH, Map.of("tariff", Customer.WEEK, "payment_method", borisCard)).expect(201);

        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
        boris.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void hasOneEffectWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
        var anna = Journey.begin(platform);
        var body = Map.of("tariff", Customer.WEEK, "payment_method", anna.bind(Customer.GOOD_CARD));
        var api = anna.api().with("Idempotency-Key", "at-once");

        var statuses = atOnce(8, () -> api.post(PATH, body));

        assertThat(statuses).allMatch(status -> status == 201 || status == 409).contains(201);
        assertThat(api.post(PATH, body).expect(201).headers()).containsKey("idempotent-replayed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void hasOneEffectWhenTheSameWishComesManyTimesAtOnceWithoutAKey() throws Exception {
        var anna = Journey.begin(platform);
        var body = Map.of("tariff", Customer.WEEK, "payment_method", anna.bind(Customer.GOOD_CARD));
        var api = anna.api();

        var statuses = atOnce(8, () -> api.post(PATH, body));

        assertThat(statuses).allMatch(status -> status == 201 || status == 202 || status == 409).contains(201);
        platform.settleDown();
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void forgetsAKeyAfterADay() {
        var anna = Journey.begin(platform);
        var card = anna.bind(Customer.GOOD_CARD);
        anna.api().with("Idempotency-Key", "daily").post("/api/v1/billing/pay-now", Map.of()).expect(404);
        platform.advance(Duration.ofHours(25));

        anna.api().with("Idempotency-Key", "daily").post(PATH, Map.of("tariff", Customer.WEEK, "payment_method", card)).expect(201);
    }

    @Test
    void refusesAKeyWithASpace() {
        var anna = Journey.begin(platform);

        var refused = anna.api().with("Idempotency-Key", "with space").post("/api/v1/billing/pay-now", Map.of());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_idempotency_key");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void refusesAKeyThatIsEmptyOrTooLong(int length) {
        var anna = Journey.begin(platform);

        var refused = anna.api().with("Idempotency-Key", "k".repeat(length)).post("/api/v1/billing/pay-now", Map.of());

        assertThat(refused.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/user/login", "/user/login", "/api/v1/user/%6Cogin"})
    void keepsNoTokens(String path) {
        var anna = Journey.begin(platform);
        var marker = "login-" + UUID.randomUUID();

        platform.http().with("Idempotency-Key", marker)
                .post(path, Map.of("email", anna.customer().email(), "password", "correct horse battery"));

        assertThat(sql.texts("""
                select key from platform.idempotency
                where key = ? and position('access_token' in convert_from(coalesce(response_body, ''), 'UTF8')) > 0""", marker)).isEmpty();
    }

    private static List<Integer> atOnce(int times, Supplier<Reply> call) throws Exception {
        var replies = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                replies.add(threads.submit(() -> call.get().status()));
            }
        }
        var statuses = new ArrayList<Integer>();
        for (var reply : replies) {
            statuses.add(reply.get());
        }
        return statuses;
    }
}
