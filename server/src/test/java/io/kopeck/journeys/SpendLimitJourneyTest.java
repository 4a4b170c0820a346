package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Staff;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How much a day and a month may cost: set by the customer, or for a bot's user; counted in the product's time zone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpendLimitJourneyTest {

    private static final String OPERATIONS = "/api/v1/wallet/operations";

    private Platform platform;
    private Http staff;
    private Http bot;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        staff = Staff.root(platform);
        bot = Staff.key(platform, "wallet");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void countsByDayAndByMonth() {
        var wallet = open(3001);
        toTheFirstOfNextMonth();
        var set = limit(3001, "20.00", "30.00").expect(200);

        charge("a").expect(201);
        var held = bot.post("/api/v1/wallet/holds", operation("b")).expect(201);
        var third = charge("c").expect(409);
        var spent = bot.get("/api/v1/wallet/users/3001").expect(200);
        platform.advance(Duration.ofDays(1));
        var nextDay = bot.get("/api/v1/wallet/users/3001").expect(200);
        charge("c").expect(201);
        charge("d").expect(201);
        platform.advance(Duration.ofDays(1));
        var beyondTheMonth = charge("e").expect(409);
        limit(3001, null, null).expect(200);
        charge("e").expect(201);
        toTheFirstOfNextMonth();
        var nextMonth = bot.get("/api/v1/wallet/users/3001").expect(200);

        assertThat(set.text("id")).isEqualTo(wallet);
        assertThat(limits(set)).isEqualTo(Map.of("per_day", "20.00", "per_month", "30.00", "spent_today", "0.00", "spent_this_month", "0.00"));
        assertThat(held.text("status")).isEqualTo("held");
        assertThat(third.text("code")).isEqualTo("spend_limit_reached");
        assertThat(beyondTheMonth.text("code")).isEqualTo("spend_limit_reached");
        assertThat(limits(spent)).containsEntry("spent_today", "20.00").containsEntry("spent_this_month", "20.00");
        assertThat(limits(nextDay)).as("the hold ran out, on the day it counted for").containsEntry("spent_today", "0.00").containsEntry("spent_this_month", "10.00");
        assertThat(limits(nextMonth)).isEqualTo(Map.of("per_day", "null", "per_month", "null", "spent_today", "0.00", "spent_this_month", "0.00"));
    }

    @Test
    void customersLimitThemselves() {
        var anna = Customer.signedUp(platform);

        var set = anna.api().put("/api/v1/wallet/limits", Map.of("per_day", "100.00")).expect(200);
        var wrong = anna.api().put("/api/v1/wallet/limits", Map.of("per_day", "-1", "per_month", "0.00")).expect(400);

        assertThat(limits(set)).containsEntry("per_day", "100.00").containsEntry("per_month", "null");
        assertThat(wrong.json().path("errors").propertyNames()).containsExactlyInAnyOrder("per_day", "per_month");
        assertThat(limits(anna.api().get("/api/v1/wallet").expect(200))).isEqualTo(limits(set));
        anna.api().put("/api/v1/wallet/users/3001/limits", Map.of()).expect(403);
        bot.put("/api/v1/wallet/limits", Map.of()).expect(403);
        bot.put("/api/v1/wallet/users/3999/limits", Map.of()).expect(404);
    }

    @Test
    void staffAreNamedInTheAuditLog() {
        var id = bot.put("/api/v1/wallet/users/3002", null).expect(201).text("id");
        var root = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1")).expect(200);

        platform.http().with("Authorization", "Bearer " + root.text("access_token")).put("/api/v1/wallet/users/3002/limits", Map.of("per_month", "5.00")).expect(200);

        assertThat(new RawSql(platform.database()).texts("select action from audit.entry where subject_id = ?", UUID.fromString(id)))
                .containsExactly("wallets.limit");
    }

    private String open(long telegramId) {
        var id = bot.put("/api/v1/wallet/users/" + telegramId, null).expect(201).text("id");
        new RawSql(platform.database()).run("update wallets.wallet set balance_minor = 10000, free_left = 0 where id = ?", UUID.fromString(id));
        return id;
    }

    private Http.Reply limit(long telegramId, @Nullable String day, @Nullable String month) {
        var body = new HashMap<String, @Nullable Object>();
        body.put("per_day", day);
        body.put("per_month", month);
        return bot.put("/api/v1/wallet/users/" + telegramId + "/limits", body);
    }

    private Http.Reply charge(String task) {
        return bot.post(OPERATIONS, operation(task));
    }

    private static Map<String, Object> operation(String task) {
        return Map.of("telegram_id", 3001, "type", "generate", "task_id", task);
    }

    private static Map<String, String> limits(Http.Reply wallet) {
        var limits = new HashMap<String, String>();
        wallet.json().path("limits").properties().forEach(limit -> limits.put(limit.getKey(), limit.getValue().isNull() ? "null" : limit.getValue().asString()));
        return limits;
    }

    /** To its noon. */
    private void toTheFirstOfNextMonth() {
        var zone = ZoneId.of("Europe/Moscow");
        var first = LocalDate.ofInstant(platform.now(), zone).with(TemporalAdjusters.firstDayOfNextMonth());
        platform.advance(Duration.between(platform.now(), first.atTime(LocalTime.NOON).atZone(zone).toInstant()));
    }
}
