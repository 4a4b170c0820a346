package io.kopeck.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kopeck.client.ScriptedServer.Answer;
import io.kopeck.client.ScriptedServer.Asked;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client asks, what it makes of the answers, and how often it asks again. */
final class KopeckClientTest {

    private static final UUID ID = UUID.fromString("0199f3a1-0000-7000-8000-000000000001");
    private static final OperationId OPERATION = new OperationId(ID);
    private static final Charge CHARGE = new Charge(Owner.telegram(42), "generate", "task-1");
    private static final String CHARGED = """
            {"operation_id": "%s", "status": "charged", "price": "10.00", "balance": "90.00", "free_operations_left": 0}""".formatted(ID);
    private static final String EMPTY = """
            {"type": "/problems/insufficient_funds", "status": 402, "code": "insufficient_funds", "detail": "Not enough", "price": "10.00",
             "balance": "2.50", "free_operations_left": 0, "top_up_url": "https://pay.example.com/42"}""";

    private final ScriptedServer server = new ScriptedServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final KopeckClient client = builder().build();

    @AfterEach
    void stop() {
        server.close();
    }

    private KopeckClient.Builder builder() {
        return KopeckClient.builder(server.url(), "kopeck_key").pause(pauses::add);
    }

    @Test
    void chargesWithTheServiceKey() {
        server.then(201, CHARGED);

        var charged = client.charge(CHARGE);

        assertThat(charged).isEqualTo(new Charged(OPERATION, OperationStatus.CHARGED, new BigDecimal("10.00"), new BigDecimal("90.00"), 0));
        var asked = server.asked().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/api/v1/wallet/operations");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer kopeck_key");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.body()).isEqualTo("{\"telegram_id\":42,\"type\":\"generate\",\"task_id\":\"task-1\"}");
        assertThat(asked.headers()).as("the task id is the key: a remembered refusal would outlive its reason").doesNotContainKey("Idempotency-key");
    }

    @Test
    void namesCustomerAndProduct() {
        server.then(201, "{\"operation_id\": null, \"status\": \"free\", \"price\": \"0.00\", \"balance\": \"0.00\", \"free_operations_left\": 4}");

        var unbilled = builder().product("mediabot").build().charge(new Charge(Owner.customer(ID), "add_text", "a \"task\""));

        assertThat(unbilled.operationId()).isNull();
        assertThat(server.asked().get(0).path()).isEqualTo("/api/v1/wallet/operations?product=mediabot");
        assertThat(server.asked().get(0).body()).isEqualTo("{\"customer_id\":\"" + ID + "\",\"type\":\"add_text\",\"task_id\":\"a \\\"task\\\"\"}");
    }

    static Stream<Named<Answer>> troubles() {
        return Stream.of(
                Named.of("connection lost", Answer.lost()), Named.of("cut short", Answer.cutShort(201, CHARGED)),
                Named.of("500", Answer.of(500, "{\"code\": \"internal_error\", \"detail\": \"\"}")), Named.of("502", Answer.of(502, "<html>")),
                Named.of("503", Answer.of(503, "")), Named.of("429", Answer.of(429, "{\"code\": \"too_many_tries\", \"detail\": \"\"}")),
                Named.of("202", Answer.of(202, "{\"task_id\": \"task-1\", \"status\": \"processing\"}")),
                Named.of("still running", Answer.of(409, "{\"code\": \"request_in_progress\", \"detail\": \"\"}")),
                Named.of("broken JSON", Answer.of(201, "{\"operation_id\": ")), Named.of("HTML", Answer.of(201, "<html>")),
                Named.of("no body", Answer.of(201, "")), Named.of("null", Answer.of(201, "null")), Named.of("nothing in it", Answer.of(201, "{}")),
                Named.of("no number of free operations", Answer.of(201, CHARGED.replace("free_operations_left", "free"))),
                Named.of("a status nobody knows", Answer.of(201, CHARGED.replace("charged", "teleported"))));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void asksAgainForTheSameTaskUntilItKnows(Answer trouble) {
        server.then(trouble).then(trouble).then(201, CHARGED);

        var charged = client.charge(CHARGE);

        assertThat(charged.operationId()).isEqualTo(OPERATION);
        assertThat(server.asked()).extracting(Asked::body).hasSize(3).containsOnly(server.asked().get(0).body());
        assertThat(pauses).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void doesNotKnowWhenTheBoundIsReached(Answer trouble) {
        IntStream.range(0, 3).forEach(i -> server.then(trouble));
        var impatient = builder().retries(new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(10))).build();

        var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> impatient.charge(CHARGE));

        assertThat(unknown.tries()).isEqualTo(3);
        assertThat(unknown).hasMessageContaining("task-1").hasMessageContaining("not known").hasNoSuppressedExceptions();
        assertThat(server.asked()).hasSize(3);
        assertThat(pauses).hasSize(2);
    }

    static Stream<Named<Answer>> silences() {
        return Stream.of(Named.of("no answer", Answer.silence()), Named.of("nothing after the headers", Answer.silenceAfterHeaders(201)));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void waitsForNoAnswerLongerThanTheTimeout(Answer silence) {
        server.then(silence).then(silence);
        var impatient = builder().timeout(Duration.ofMillis(200)).retries(new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(10))).build();

        var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> impatient.charge(CHARGE));

        assertThat(unknown.tries()).isEqualTo(2);
        assertThat(unknown).hasMessageContaining("no answer within PT0.2S");
    }

    @Test
    void doesNotKnowWhenNobodyListens() {
        server.close();

        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> client.charge(CHARGE));
        assertThat(pauses).hasSize(4);
    }

    @Test
    void waitsLongerEachTime() {
        IntStream.range(0, 5).forEach(i -> server.then(500, ""));

        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> client.charge(CHARGE));

        long first = 200;
        for (var pause : pauses) {
            assertThat(pause).isBetween(Duration.ofMillis(first / 2), Duration.ofMillis(first));
            first *= 2;
        }
    }

    @Test
    void waitsAsLongAsTheServerSays() {
        server.then(Answer.of(429, "", Map.of("Retry-After", "7"))).then(Answer.of(503, "", Map.of("Retry-After", "9")))
                .then(Answer.of(429, "", Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"))).then(201, CHARGED);

        client.charge(CHARGE);

        assertThat(pauses).startsWith(Duration.ofSeconds(7), Duration.ofSeconds(9)).hasSize(3);
        assertThat(pauses.get(2)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitForEver() {
        server.then(Answer.of(429, "", Map.of("Retry-After", "3600")));

        var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> client.charge(CHARGE));

        assertThat(unknown.tries()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_field", "401, invalid_token", "403, wallet_blocked", "403, forbidden", "404, not_found", "409, spend_limit_reached",
        "413, too_large", "422, idempotency_key_reused"})
    void neverRepeatsARefusal(int status, String code) {
        server.then(status, "{\"code\": \"" + code + "\", \"detail\": \"No.\", \"errors\": {\"type\": \"is not in the price list\"}}");

        var refused = catchThrowableOfType(Refused.class, () -> client.charge(CHARGE));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.detail()).isEqualTo("No.");
        assertThat(refused.errors()).containsExactly(Map.entry("type", "is not in the price list"));
        assertThat(server.asked()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void tellsHowToPutMoneyIn() {
        server.then(402, EMPTY);

        var empty = catchThrowableOfType(InsufficientFunds.class, () -> client.charge(CHARGE));

        assertThat(empty.price()).isEqualTo("10.00");
        assertThat(empty.balance()).isEqualTo("2.50");
        assertThat(empty.freeOperationsLeft()).isZero();
        assertThat(empty.topUpUrl()).isEqualTo("https://pay.example.com/42");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void doesWithoutALink() {
        server.then(402, EMPTY.replace("\"https://pay.example.com/42\"", "null")).then(402, EMPTY.replace("top_up_url", "other"));

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(InsufficientFunds.class, () -> client.charge(CHARGE)).topUpUrl()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 402, 403, 404, 410, 413})
    void believesNoRefusalButKopecks(int status) {
        server.then(status, "<html>nginx</html>").then(status, "{\"error\": \"no such route\"}").then(status, "{\"code\": \"insufficient_funds\", \"detail\": \"\"}");

        var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> client.charge(CHARGE));

        assertThat(unknown.tries()).isEqualTo(1);
        assertThat(unknown).hasMessageContaining("HTTP " + status);
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> client.charge(CHARGE));
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> client.charge(CHARGE));
    }

    @Test
    void aRefusedRepeatProvesNothingUnlessTheWalletLookedForTheTask() {
        server.then(500, "").then(401, "{\"code\": \"invalid_token\", \"detail\": \"Revoked\"}").then(Answer.lost()).then(402, EMPTY);

        var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> client.charge(CHARGE));

        assertThat(unknown.tries()).isEqualTo(2);
        assertThat(unknown).hasCauseInstanceOf(Refused.class);
        assertThatExceptionOfType(InsufficientFunds.class).isThrownBy(() -> client.charge(CHARGE));
    }

    @Test
    void keepsTheInterruptionAndDoesNotKnow() {
        server.then(500, "").then(201, CHARGED);
        var interrupted = builder().pause(duration -> {
            throw new InterruptedException();
        }).build();

        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> interrupted.charge(CHARGE));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> interrupted.charge(CHARGE));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void opensAndReadsAWallet() {
        var wallet = """
                {"id": "%s", "customer_id": "%s", "product": "mediabot", "balance": "1000.50", "held": "20.00", "currency": "RUB",
                 "free_operations_left": 3, "free_operations_count": 4, "blocked": false, "top_up_url": null, "created_at": "2026-11-21T10:00:00Z", "new": 1}"""
                .formatted(ID, ID);
        server.then(500, "").then(201, wallet).then(200, wallet).then(500, "").then(404, "{\"code\": \"not_found\", \"detail\": \"The wallet not found\"}");

        var opened = client.openWallet(42);
        var read = client.wallet(42);
        var missing = catchThrowableOfType(Refused.class, () -> client.wallet(43));

        assertThat(opened).isEqualTo(read).isEqualTo(new Wallet(
                ID, ID, "mediabot", new BigDecimal("1000.50"), new BigDecimal("20.00"), "RUB", 3, 4, false, null, Instant.parse("2026-11-21T10:00:00Z")));
        assertThat(missing.code()).isEqualTo("not_found");
        assertThat(server.asked()).extracting(asked -> asked.method() + " " + asked.path()).containsExactly(
                "PUT /api/v1/wallet/users/42", "PUT /api/v1/wallet/users/42", "GET /api/v1/wallet/users/42", "GET /api/v1/wallet/users/43",
                "GET /api/v1/wallet/users/43");
    }

    @Test
    void refunds() {
        server.then(Answer.lost()).then(200, operation("refunded").replace("null", "\"2026-11-21T10:05:00Z\""));

        var refunded = client.refund(OPERATION);

        assertThat(refunded).isEqualTo(new Operation(
                OPERATION, ID, "task-1", "generate", OperationStatus.REFUNDED, new BigDecimal("10.00"), "RUB", Instant.parse("2026-11-21T10:00:00Z"),
                Instant.parse("2026-11-21T10:05:00Z")));
        assertThat(server.asked()).extracting(Asked::path).containsOnly("/api/v1/wallet/operations/" + ID + "/refund").hasSize(2);
    }

    @Test
    void beginsATopUpOnceHoweverOftenItAsks() {
        var begun = "{\"payment_id\": \"" + ID + "\", \"confirmation_url\": \"https://pay.example.com/" + ID + "\"}";
        server.then(Answer.lost()).then(202, "{}").then(409, "{\"code\": \"request_in_progress\", \"detail\": \"\"}").then(201, begun).then(201, begun).then(201, begun);

        var topUp = client.topUp(Owner.telegram(42), new BigDecimal("1E+2"));
        client.topUp(Owner.telegram(42), new BigDecimal("100"));
        client.topUp(Owner.telegram(42), new BigDecimal("100"), "mine");

        assertThat(topUp).isEqualTo(new TopUp(ID, URI.create("https://pay.example.com/" + ID)));
        assertThat(server.asked()).extracting(Asked::path).containsOnly("/api/v1/wallet/top-ups");
        assertThat(server.asked()).extracting(Asked::body).containsOnly("{\"telegram_id\":42,\"amount\":\"100\"}");
        var keys = server.asked().stream().map(asked -> asked.header("Idempotency-key")).toList();
        assertThat(keys.subList(0, 4)).containsOnly(keys.get(0));
        assertThat(keys.get(4)).isNotEqualTo(keys.get(0));
        assertThat(keys.get(5)).isEqualTo("mine");
    }

    @Test
    void holdsCapturesAndReleases() {
        var held = """
                {"operation_id": "%s", "status": "held", "price": "25.00", "balance": "75.00", "free_operations_left": 0,
                 "expires_at": "2026-11-21T10:10:00Z"}""".formatted(ID);
        server.then(202, "{}").then(201, held).then(201, held).then(200, held.replace("held", "charged")).then(200, held).then(200, held.replace("held", "released"));

        var hold = client.hold(new Hold(Owner.telegram(42), "upscale", "task-1", new BigDecimal("25.00"), Duration.ofMinutes(10)));
        client.hold(new Hold(Owner.telegram(42), "upscale", "task-2"));
        assertThat(client.capture(OPERATION).status()).isEqualTo(OperationStatus.CHARGED);
        client.capture(OPERATION, new BigDecimal("12.50"));
        assertThat(client.release(OPERATION).status()).isEqualTo(OperationStatus.RELEASED);

        assertThat(hold).isEqualTo(new Held(
                OPERATION, OperationStatus.HELD, new BigDecimal("25.00"), new BigDecimal("75.00"), 0, Instant.parse("2026-11-21T10:10:00Z")));
        var first = "/api/v1/wallet/holds {\"telegram_id\":42,\"type\":\"upscale\",\"task_id\":\"task-1\",\"amount\":\"25.00\",\"expires_in\":600}";
        assertThat(server.asked()).extracting(asked -> asked.path() + " " + asked.body()).containsExactly(
                first, first, "/api/v1/wallet/holds {\"telegram_id\":42,\"type\":\"upscale\",\"task_id\":\"task-2\"}",
                "/api/v1/wallet/holds/" + ID + "/capture {}", "/api/v1/wallet/holds/" + ID + "/capture {\"amount\":\"12.50\"}",
                "/api/v1/wallet/holds/" + ID + "/release ");
    }

    @Test
    void asksAgainOnlyForThoseOfABatchThatAreNotDecided() {
        server.then(200, results(done("a"), processing("b"), refused("c", 402), processing("d")))
                .then(500, "")
                .then(200, results(processing("b"), done("d")))
                .then(200, results(done("b")));

        var answers = client.chargeAll(tasks("a", "b", "c", "d"));

        assertThat(answers).extracting(BatchAnswer::taskId).containsExactly("a", "b", "c", "d");
        assertThat(answers.get(2)).isEqualTo(new BatchAnswer.Refused("c", 402, "insufficient_funds", "Not enough", "https://pay.example.com/42"));
        assertThat(List.of(answers.get(0), answers.get(1), answers.get(3))).allMatch(BatchAnswer.Done.class::isInstance);
        assertThat(server.asked()).extracting(KopeckClientTest::tasksOf)
                .containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("b", "d"), List.of("b"));
    }

    @Test
    void leavesThoseOfABatchUnknownThatNobodyDecides() {
        server.then(200, results(done("a"), processing("b")));
        IntStream.range(0, 3).forEach(i -> server.then(200, results(processing("b"))));
        server.then(401, "{\"code\": \"invalid_token\", \"detail\": \"Revoked\"}");

        var answers = client.chargeAll(tasks("a", "b"));

        assertThat(answers.get(0)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(answers.get(1)).isEqualTo(new BatchAnswer.Unknown("b"));
        assertThat(server.asked()).hasSize(5);
    }

    @Test
    void doesNotKnowOfAnyWhenABatchHasNoAnswer() {
        server.then(200, results(done("a"))).then(200, "{\"results\": [{\"task_id\": \"a\", \"status\": 201}, {\"task_id\": \"b\", \"status\": 402}]}")
                .then(200, "{}").then(Answer.lost()).then(200, results(done("b"), done("a")));

        assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> client.chargeAll(tasks("a", "b")));
        assertThat(server.asked()).hasSize(5);
        assertThatIllegalArgumentException().isThrownBy(() -> client.chargeAll(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> client.chargeAll(tasks(IntStream.range(0, 101).mapToObj(Integer::toString).toArray(String[]::new))));
    }

    @Test
    void refusesSettingsThatCannotBeRight() {
        for (var url : List.of("billing.example.com", "ftp://billing.example.com", "/api/v1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> KopeckClient.builder(URI.create(url), "key"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> KopeckClient.builder(server.url(), "secret\n")).withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> KopeckClient.builder(server.url(), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().connectTimeout(Duration.ZERO).build());
        assertThatIllegalArgumentException().isThrownBy(() -> Owner.telegram(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner(42L, ID));
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner(null, null));
    }

    @Test
    void findsAServerBelowAPath() {
        server.then(201, CHARGED);

        KopeckClient.builder(URI.create(server.url() + "/billing/"), "key").build().charge(CHARGE);

        assertThat(server.asked().get(0).path()).isEqualTo("/billing/api/v1/wallet/operations");
    }

    private static String operation(String status) {
        return """
                {"id": "%s", "customer_id": "%s", "task_id": "task-1", "type": "generate", "status": "%s", "price": "10.00", "currency": "RUB",
                 "created_at": "2026-11-21T10:00:00Z", "refunded_at": null}""".formatted(ID, ID, status);
    }

    private static List<Charge> tasks(String... ids) {
        return Stream.of(ids).map(id -> new Charge(Owner.telegram(42), "generate", id)).toList();
    }

    private static List<String> tasksOf(Asked asked) {
        return Pattern.compile("\"task_id\":\"(\\w+)\"").matcher(asked.body()).results().map(found -> found.group(1)).toList();
    }

    private static String results(String... items) {
        return "{\"results\": [" + String.join(", ", items) + "]}";
    }

    private static String done(String task) {
        return "{\"task_id\": \"" + task + "\", \"status\": 201, \"operation\": " + CHARGED + "}";
    }

    private static String processing(String task) {
        return "{\"task_id\": \"" + task + "\", \"status\": 202}";
    }

    private static String refused(String task, int status) {
        return "{\"task_id\": \"" + task + "\", \"status\": " + status + ", \"error\": {\"code\": \"insufficient_funds\", \"detail\": \"Not enough\", "
                + "\"top_up_url\": \"https://pay.example.com/42\"}}";
    }
}
