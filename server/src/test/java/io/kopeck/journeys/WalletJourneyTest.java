package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A bot with a service key: opens wallets, charges operations and returns them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletJourneyTest {

    private static final String OPERATIONS = "/api/v1/wallet/operations";

    private Platform platform;
    private Http bot;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        bot = Staff.key(platform, "wallet");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void opensAWalletOnceWithFourFreeOperations() {
        var opened = bot.put("/api/v1/wallet/users/1001", null).expect(201);
        var again = bot.put("/api/v1/wallet/users/1001", null).expect(200);

        assertThat(opened.json().path("free_operations_left").intValue()).isEqualTo(4);
        assertThat(opened.json().path("free_operations_count").intValue()).isEqualTo(4);
        assertThat(opened.text("balance")).isEqualTo("0.00");
        assertThat(opened.text("product")).isEqualTo("mediabot");
        assertThat(again.json()).isEqualTo(opened.json());
        assertThat(bot.get("/api/v1/wallet/users/1001").expect(200).json()).isEqualTo(opened.json());
        bot.get("/api/v1/wallet/users/1999").expect(404);
        bot.put("/api/v1/wallet/users/0", null).expect(404);
    }

    @Test
    void chargesFreeOperationsFirstAndThenRefuses() {
        bot.put("/api/v1/wallet/users/1002", null).expect(201);

        var first = charge(1002, "generate", "a").expect(201);
        var again = charge(1002, "generate", "a").expect(201);
        IntStream.range(0, 3).forEach(i -> charge(1002, "edit", "b" + i).expect(201));
        var refused = charge(1002, "generate", "c").expect(402);

        assertThat(first.text("status")).isEqualTo("free");
        assertThat(first.json().path("free_operations_left").intValue()).isEqualTo(3);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(refused.text("code")).isEqualTo("insufficient_funds");
        assertThat(refused.text("price")).isEqualTo("10.00");
        assertThat(refused.text("balance")).isEqualTo("0.00");
    }

    @Test
    void leavesWhatIsNotBilledAlone() {
        bot.put("/api/v1/wallet/users/1003", null).expect(201);

        var answer = charge(1003, "add_text", "a").expect(201);

        assertThat(answer.json().path("operation_id").isNull()).isTrue();
        assertThat(answer.text("status")).isEqualTo("free");
        assertThat(answer.json().path("free_operations_left").intValue()).isEqualTo(4);
    }

    @Test
    void knowsAWalletOpenedSinceItWasMissedAndWhatIsInItNow() {
        charge(1007, "generate", "a").expect(404);
        bot.put("/api/v1/wallet/users/1007", null).expect(201);

        charge(1007, "generate", "a").expect(201);
        var unbilled = charge(1007, "add_text", "b").expect(201);

        assertThat(unbilled.json().path("free_operations_left").intValue()).isEqualTo(3);
    }

    @Test
    void answersEachOfABatch() {
        bot.put("/api/v1/wallet/users/1004", null).expect(201);

        var batch = bot.post(OPERATIONS + "/batch", Map.of("operations", List.of(
                operation(1004, "generate", "a"), operation(1004, "add_text", "b"), operation(1998, "generate", "c"),
                operation(1004, "upscale", "d"), operation(1004, "generate", "a"), operation(1004, "merge", "e"),
                operation(1004, "retouch", "f"), operation(1004, "face_swap", "g")))).expect(200);

        var results = batch.json().path("results");
        assertThat(results.valueStream().map(result -> result.path("status").intValue())).containsExactly(201, 201, 404, 201, 201, 201, 201, 402);
        assertThat(results.path(4).path("operation")).isEqualTo(results.path(0).path("operation"));
        assertThat(results.path(7).at("/error/code").asString()).isEqualTo("insufficient_funds");
        assertThat(results.path(7).path("task_id").asString()).isEqualTo("g");
    }

    @Test
    void marksAFreeOperationThatIsReturned() {
        bot.put("/api/v1/wallet/users/1005", null).expect(201);
        var id = charge(1005, "generate", "a").expect(201).text("operation_id");

        var returned = bot.post(OPERATIONS + "/" + id + "/refund", null).expect(200);

        assertThat(returned.text("status")).isEqualTo("refunded");
        assertThat(bot.post(OPERATIONS + "/" + id + "/refund", null).expect(200).json()).isEqualTo(returned.json());
        assertThat(charge(1005, "generate", "a").expect(201).text("status")).isEqualTo("refunded");
        assertThat(bot.get("/api/v1/wallet/users/1005").expect(200).json().path("free_operations_left").intValue()).isEqualTo(3);
    }

    @Test
    void refusesWhatMakesNoSenseAndChangesNothing() {
        bot.put("/api/v1/wallet/users/1006", null).expect(201);

        var both = bot.post(OPERATIONS, Map.of("telegram_id", 1006, "customer_id", "00000000-0000-0000-0000-000000000000", "type", "fly", "task_id", ""));
        var empty = bot.post(OPERATIONS + "/batch", Map.of("operations", List.of()));
        var many = bot.post(OPERATIONS + "/batch", Map.of("operations",
                IntStream.range(0, 101).mapToObj(i -> operation(1006, "generate", "task" + i)).toList()));

        assertThat(both.expect(400).json().path("errors").propertyNames()).containsExactlyInAnyOrder("telegram_id", "type", "task_id");
        assertThat(empty.expect(400).json().path("errors").propertyNames()).containsExactly("operations");
        many.expect(400);
        charge(1999, "generate", "a").expect(404);
        assertThat(bot.get("/api/v1/wallet/users/1006").expect(200).json().path("free_operations_left").intValue()).isEqualTo(4);
    }

    @Test
    void showsCustomersTheirOwn() {
        var anna = Customer.signedUp(platform);

        var mine = anna.api().get("/api/v1/wallet").expect(200);

        assertThat(mine.text("customer_id")).isEqualTo(anna.id().toString());
        assertThat(mine.json().path("free_operations_left").intValue()).isEqualTo(4);
        anna.api().get("/api/v1/wallet?product=cinema").expect(404);
        anna.api().get("/api/v1/wallet/users/1001").expect(403);
        anna.api().post(OPERATIONS, operation(1001, "generate", "mine")).expect(403);
        bot.get("/api/v1/wallet").expect(403);
    }

    private Http.Reply charge(long telegramId, String type, String task) {
        return bot.post(OPERATIONS, operation(telegramId, type, task));
    }

    private static Map<String, Object> operation(long telegramId, String type, String task) {
        return Map.of("telegram_id", telegramId, "type", type, "task_id", task);
    }
}
