package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Staff;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What happened in a wallet, as its owner, a bot and staff read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementJourneyTest {

    private static final String OPERATIONS = "/api/v1/wallet/operations";
    private static final String STATEMENT = "/api/v1/wallet/statement";

    private Platform platform;
    private RawSql sql;
    private Http bot;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        sql = new RawSql(platform.database());
        bot = Staff.key(platform, "wallet");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void showsEachMovementWithTheBalanceAfterIt() {
        var anna = Customer.signedUp(platform);
        fill(anna, 5_000);
        var born = platform.now();
        platform.advance(Duration.ofHours(1));
        var charged = charge(anna, "a");
        platform.advance(Duration.ofHours(1));
        var held = bot.post("/api/v1/wallet/holds", operation(anna, "b")).expect(201).text("operation_id");
        bot.post("/api/v1/wallet/holds/" + held + "/capture", Map.of("amount", "7.50")).expect(200);
        bot.post("/api/v1/wallet/holds", operation(anna, "c")).expect(201);
        var between = platform.now().plusMillis(1);
        platform.advance(Duration.ofMinutes(10));
        bot.post(OPERATIONS + "/" + charged + "/refund", null).expect(200);

        var whole = anna.api().get(STATEMENT).expect(200);
        var part = anna.api().get(STATEMENT + "?from=" + offset(born) + "&to=" + offset(between)).expect(200);
        var moment = anna.api().get(STATEMENT + "?from=" + between + "&to=" + between).expect(200);

        assertThat(lines(whole)).containsExactly("top_up 50.00 50.00", "operation -10.00 40.00 a", "operation -7.50 32.50 b", "operation_refund 10.00 42.50 a");
        assertThat(whole.text("opening_balance")).isEqualTo("0.00");
        assertThat(whole.text("closing_balance")).isEqualTo("42.50");
        assertThat(whole.json().path("count").intValue()).isEqualTo(4);
        assertThat(whole.json().at("/results/1/operation_id").asString()).isEqualTo(charged);
        assertThat(lines(part)).containsExactly("operation -10.00 40.00 a", "operation -7.50 32.50 b");
        assertThat(part.text("opening_balance")).isEqualTo("50.00");
        assertThat(part.text("closing_balance")).isEqualTo("32.50");
        assertThat(lines(moment)).isEmpty();
        assertThat(moment.text("closing_balance")).as("as of then, with what is held").isEqualTo("32.50");
        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).as("one is still held").isEqualTo("32.50");
    }

    @Test
    void aPeriodBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
        var anna = Customer.signedUp(platform);
        fill(anna, 5_000);
        charge(anna, "a");
        var at = Instant.parse(anna.api().get(STATEMENT).expect(200).json().at("/results/1/occurred_at").asString());

        assertThat(lines(anna.api().get(STATEMENT + "?from=" + at + "&to=" + at.plusNanos(1_000)).expect(200))).containsExactly("operation -10.00 40.00 a");
        assertThat(lines(anna.api().get(STATEMENT + "?from=" + at.minusSeconds(3_000) + "&to=" + at).expect(200))).doesNotContain("operation -10.00 40.00 a");
        assertThat(anna.api().get(STATEMENT + "?from=" + at + "&to=" + at).expect(200).text("closing_balance")).isEqualTo("50.00");
    }

    @Test
    void pagesCarryTheBalanceOn() {
        var anna = Customer.signedUp(platform);
        fill(anna, 5_000);
        for (var task : List.of("a", "b", "c", "d")) {
            charge(anna, task);
        }

        var all = lines(anna.api().get(STATEMENT).expect(200));
        var paged = new ArrayList<String>();
        var next = STATEMENT + "?page_size=2";
        while (!next.equals("null")) {
            var page = anna.api().get(next).expect(200);
            paged.addAll(lines(page));
            assertThat(page.text("closing_balance")).isEqualTo("10.00");
            next = page.text("next");
        }

        assertThat(all).hasSize(5).last().asString().contains(" -10.00 10.00 ");
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void listsOperationsNewestFirstByPageAndByCursor() {
        var anna = Customer.signedUp(platform);
        fill(anna, 10_000);
        for (var task : List.of("a", "b", "c", "d", "e")) {
            charge(anna, task);
            platform.advance(Duration.ofSeconds(1));
        }
        bot.post("/api/v1/wallet/holds", operation(anna, "f")).expect(201);
        bot.post(OPERATIONS, Map.of("customer_id", anna.id(), "type", "edit", "task_id", "g")).expect(201);

        var byCursor = new ArrayList<String>();
        var next = OPERATIONS + "?page_size=3";
        while (!next.equals("null")) {
            var page = anna.api().get(next).expect(200);
            assertThat(page.json().path("count").intValue()).isEqualTo(7);
            byCursor.addAll(tasks(page));
            next = page.text("next");
        }

        assertThat(byCursor).hasSize(7).endsWith("e", "d", "c", "b", "a").startsWith(tasks(anna.api().get(OPERATIONS + "?page_size=2").expect(200)).toArray(String[]::new));
        assertThat(tasks(anna.api().get(OPERATIONS + "?page=2&page_size=4").expect(200))).containsExactly("c", "b", "a");
        assertThat(tasks(anna.api().get(OPERATIONS + "?status=held").expect(200))).containsExactly("f");
        assertThat(tasks(anna.api().get(OPERATIONS + "?type=edit").expect(200))).containsExactly("g");
        assertThat(tasks(anna.api().get(OPERATIONS + "?type=edit&status=held").expect(200))).isEmpty();
        anna.api().get(OPERATIONS + "?status=done").expect(400);
        anna.api().get(OPERATIONS + "?type=").expect(400);
    }

    @Test
    void belongsToItsOwnerAndToThoseWhoMayLook() {
        var anna = Customer.signedUp(platform);
        var boris = Customer.signedUp(platform);
        fill(anna, 5_000);
        charge(anna, "a");
        bot.put("/api/v1/wallet/users/4001", null).expect(201);

        for (var path : List.of(OPERATIONS, STATEMENT)) {
            assertThat(anna.api().get(path + "?customer_id=" + anna.id()).expect(200).json().path("count").intValue()).isPositive();
            assertThat(bot.get(path + "?customer_id=" + anna.id()).expect(200).json().path("results"))
                    .isEqualTo(anna.api().get(path).expect(200).json().path("results"));
            assertThat(boris.api().get(path).expect(200).json().path("count").intValue()).isZero();
            boris.api().get(path + "?customer_id=" + anna.id()).expect(403);
            bot.get(path + "?telegram_id=4001").expect(200);
            bot.get(path + "?telegram_id=4999").expect(404);
            bot.get(path).expect(403);
            bot.get(path + "?telegram_id=4001&customer_id=" + anna.id()).expect(400);
        }
    }

    @Test
    void refusesPeriodsWithoutABound() {
        var anna = Customer.signedUp(platform).api();

        anna.get(STATEMENT + "?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z").expect(200);
        anna.get(STATEMENT + "?from=2024-12-30T00:00:00Z&to=2026-01-01T00:00:00Z").expect(400);
        anna.get(STATEMENT + "?from=2026-01-01T00:00:01Z&to=2026-01-01T00:00:00Z").expect(400);
        anna.get(STATEMENT + "?from=1999-12-31T00:00:00Z&to=2000-01-02T00:00:00Z").expect(400);
        anna.get(STATEMENT + "?to=%2B999999999-12-31T23:59:59Z").expect(400);
        anna.get(STATEMENT + "?from=yesterday").expect(400);
        anna.get(STATEMENT + "?page=1001").expect(400);
    }

    /** Puts money into the customer's wallet that comes from nowhere but stands in the ledger, now. */
    private void fill(Customer customer, long minor) {
        customer.api().get("/api/v1/wallet").expect(200);
        sql.run("update wallets.wallet set balance_minor = ?, free_left = 0 where customer_id = ?", minor, customer.id());
        sql.run("insert into ledger.account (kind, name, currency) values ('deposit', 'test', 'RUB') on conflict do nothing");
        sql.run("""
                insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                                             currency, reason, payment_id, occurred_at)
                select customer_id, 'test', (select id from ledger.account where kind = 'deposit' and name = 'test'), account_id, ?,
                       currency, 'charge', gen_random_uuid(), ?
                  from wallets.wallet where customer_id = ?""", minor, platform.now().atOffset(ZoneOffset.UTC), customer.id());
    }

    private String charge(Customer customer, String task) {
        return bot.post(OPERATIONS, operation(customer, task)).expect(201).text("operation_id");
    }

    private static Map<String, Object> operation(Customer customer, String task) {
        return Map.of("customer_id", customer.id(), "type", "generate", "task_id", task);
    }

    private static List<String> lines(Http.Reply statement) {
        return statement.json().path("results").valueStream().map(line -> "%s %s %s %s".formatted(
                line.path("kind").asString(), line.path("amount").asString(), line.path("balance_after").asString(), text(line.path("task_id"))).strip()).toList();
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asString();
    }

    private static List<String> tasks(Http.Reply page) {
        return page.json().path("results").valueStream().map(operation -> operation.path("task_id").asString()).toList();
    }

    /** The same moment by a clock in Moscow. */
    private static String offset(Instant moment) {
        return URLEncoder.encode(moment.atOffset(ZoneOffset.ofHours(3)).toString(), StandardCharsets.UTF_8);
    }
}
