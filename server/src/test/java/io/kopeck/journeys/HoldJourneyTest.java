package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Staff;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A worker that does not know beforehand whether its work succeeds: it holds, and captures or releases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldJourneyTest {

    private static final String HOLDS = "/api/v1/wallet/holds";
    private static final String OPERATIONS = "/api/v1/wallet/operations";

    private Platform platform;
    private Http staff;
    private Http bot;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        logIn();
        var key = staff.post("/api/v1/user/api-keys", Map.of("name", "bot", "scopes", List.of("wallet"))).expect(201).text("key");
        bot = platform.http().with("Authorization", "Bearer " + key);
    }

    private void logIn() {
        var token = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1"))
                .expect(200).text("access_token");
        staff = platform.http().with("Authorization", "Bearer " + token);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void holdsThePriceAndCapturesIt() {
        open(2001, 5_000, 0);

        var held = hold(2001, "a", Map.of()).expect(201);
        var whileHeld = wallet(2001);
        var charge = bot.post(OPERATIONS, operation(2001, "a")).expect(409);
        var batch = bot.post(OPERATIONS + "/batch", Map.of("operations", List.of(operation(2001, "a"), operation(2001, "b")))).expect(200);
        var captured = end(held, "capture", Map.of()).expect(200);

        assertThat(held.text("status")).isEqualTo("held");
        assertThat(held.text("price")).isEqualTo("10.00");
        assertThat(held.text("balance")).isEqualTo("40.00");
        assertThat(Instant.parse(held.text("expires_at"))).isBetween(platform.now().plusSeconds(3_500), platform.now().plusSeconds(3_600));
        assertThat(whileHeld.text("held")).isEqualTo("10.00");
        assertThat(whileHeld.text("balance")).isEqualTo("40.00");
        assertThat(charge.text("code")).isEqualTo("operation_held");
        assertThat(batch.json().at("/results/0/status").intValue()).isEqualTo(409);
        assertThat(batch.json().at("/results/0/error/code").asString()).isEqualTo("operation_held");
        assertThat(batch.json().at("/results/1/status").intValue()).isEqualTo(201);
        assertThat(captured.text("status")).isEqualTo("charged");
        assertThat(captured.text("balance")).isEqualTo("30.00");
        assertThat(end(held, "capture", Map.of("amount", "10.00")).expect(200).json()).isEqualTo(captured.json());
        assertThat(end(held, "capture", Map.of("amount", "9.00")).expect(409).text("code")).isEqualTo("hold_captured");
        assertThat(end(held, "release", null).expect(409).text("captured")).isEqualTo("10.00");
        assertThat(wallet(2001).text("held")).isEqualTo("0.00");
    }

    @Test
    void holdsAnotherAmountAndTakesWhatWasUsed() {
        open(2002, 5_000, 0);

        var held = hold(2002, "a", Map.of("amount", "25.50", "expires_in", 60)).expect(201);
        var again = hold(2002, "a", Map.of("amount", "25.50", "expires_in", 60)).expect(201);
        var tooMuch = end(held, "capture", Map.of("amount", "25.51")).expect(409);
        var captured = end(held, "capture", Map.of("amount", "0.50")).expect(200);
        var returned = bot.post(OPERATIONS + "/" + held.text("operation_id") + "/refund", null).expect(200);

        assertThat(again.json()).isEqualTo(held.json());
        assertThat(tooMuch.text("code")).isEqualTo("amount_too_large");
        assertThat(tooMuch.text("available")).isEqualTo("25.50");
        assertThat(captured.text("price")).isEqualTo("0.50");
        assertThat(captured.text("balance")).isEqualTo("49.50");
        assertThat(returned.text("status")).isEqualTo("refunded");
        assertThat(returned.text("hold.amount")).isEqualTo("25.50");
        assertThat(wallet(2002).text("balance")).isEqualTo("50.00");
    }

    @Test
    void releasesAndForgetsNothing() {
        open(2003, 1_000, 1);

        var free = hold(2003, "a", Map.of()).expect(201);
        var notYet = bot.post(OPERATIONS + "/" + free.text("operation_id") + "/refund", null).expect(409);
        var released = end(free, "release", null).expect(200);

        assertThat(free.text("price")).isEqualTo("0.00");
        assertThat(free.json().path("free_operations_left").intValue()).isZero();
        assertThat(notYet.text("code")).isEqualTo("operation_held");
        assertThat(released.text("status")).isEqualTo("released");
        assertThat(released.json().path("free_operations_left").intValue()).isOne();
        assertThat(end(free, "release", null).expect(200).json()).isEqualTo(released.json());
        assertThat(end(free, "capture", Map.of()).expect(409).text("code")).isEqualTo("hold_released");
        assertThat(bot.post(OPERATIONS, operation(2003, "a")).expect(409).text("code")).isEqualTo("hold_released");
        assertThat(hold(2003, "a", Map.of()).expect(201).text("status")).isEqualTo("released");
    }

    @Test
    void goesBackWhenTheTimeRunsOut() {
        open(2004, 1_000, 0);
        var held = hold(2004, "a", Map.of("expires_in", 120)).expect(201);

        platform.advance(Duration.ofMinutes(2));

        assertThat(wallet(2004).text("balance")).isEqualTo("10.00");
        assertThat(end(held, "capture", Map.of()).expect(409).text("code")).isEqualTo("hold_released");
        assertThat(end(held, "release", null).expect(200).text("status")).isEqualTo("released");
    }

    @Test
    void refusesWhatIsNotCoveredOrMakesNoSense() {
        open(2005, 999, 1);
        bot.post(OPERATIONS, operation(2005, "charged")).expect(201);

        assertThat(hold(2005, "a", Map.of()).expect(402).text("code")).isEqualTo("insufficient_funds");
        assertThat(hold(2005, "a", Map.of("amount", "0.00", "expires_in", 59)).expect(400).json().path("errors").propertyNames())
                .containsExactlyInAnyOrder("amount", "expires_in");
        assertThat(hold(2005, "a", Map.of("amount", "9.99", "expires_in", 604_800)).expect(201).text("balance")).isEqualTo("0.00");
        assertThat(hold(2005, "charged", Map.of()).expect(409).text("code")).isEqualTo("operation_charged");
        hold(2005, "a", Map.of("expires_in", 604_801)).expect(400);
        hold(1999, "a", Map.of()).expect(404);
        bot.post(HOLDS + "/" + UUID.randomUUID() + "/release", null).expect(404);
        bot.post(HOLDS + "/" + UUID.randomUUID() + "/capture", Map.of()).expect(404);
    }

    @Test
    void leavesWhatIsNotBilledAlone() {
        open(2006, 0, 0);

        var answer = bot.post(HOLDS, Map.of("telegram_id", 2006, "type", "add_text", "task_id", "a")).expect(201);

        assertThat(answer.json().path("operation_id").isNull()).isTrue();
        assertThat(answer.json().path("expires_at").isNull()).isTrue();
        assertThat(answer.text("status")).isEqualTo("free");
    }

    @Test
    void staffAreNamedInTheAuditLogAndCustomersMayNot() {
        logIn();
        open(2007, 1_000, 0);
        var held = hold(2007, "a", Map.of()).expect(201);
        var path = HOLDS + "/" + held.text("operation_id") + "/release";

        Customer.signedUp(platform).api().post(path, null).expect(403);
        staff.post(path, null).expect(200);

        assertThat(new RawSql(platform.database()).texts("select action from audit.entry where subject_id = ?", UUID.fromString(held.text("operation_id"))))
                .containsExactly("wallets.release");
    }

    /** A wallet with so much money, which stands in no book. */
    private void open(long telegramId, long minor, int free) {
        var id = bot.put("/api/v1/wallet/users/" + telegramId, null).expect(201).text("id");
        new RawSql(platform.database()).run("update wallets.wallet set balance_minor = ?, free_left = ? where id = ?", minor, free, UUID.fromString(id));
    }

    private Http.Reply wallet(long telegramId) {
        return bot.get("/api/v1/wallet/users/" + telegramId).expect(200);
    }

    private Http.Reply hold(long telegramId, String task, Map<String, Object> more) {
        var body = new LinkedHashMap<>(operation(telegramId, task));
        body.putAll(more);
        return bot.post(HOLDS, body);
    }

    private Http.Reply end(Http.Reply held, String how, @Nullable Map<String, Object> body) {
        return bot.post(HOLDS + "/" + held.text("operation_id") + "/" + how, body);
    }

    private static Map<String, Object> operation(long telegramId, String task) {
        return Map.of("telegram_id", telegramId, "type", "generate", "task_id", task);
    }
}
