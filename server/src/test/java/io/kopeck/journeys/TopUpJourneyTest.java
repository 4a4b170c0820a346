package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import io.kopeck.testing.Staff;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Money put into wallets and taken out again: right once, whatever becomes of the notifications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopUpJourneyTest {

    private static final String TOP_UPS = "/api/v1/wallet/top-ups";
    private static final String OPERATIONS = "/api/v1/wallet/operations";

    /** Longer than a payment waits for its customer. */
    private static final Duration UNPAID = Duration.ofHours(3);

    private Platform platform;
    private Http bot;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        bot = Staff.key(platform, "wallet");
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        platform.sandbox().http().post("/control/webhooks/resume", Map.of()).expect(200);
        platform.settleDown();
        platform.advance(UNPAID);
        Books.expectEqualAndAtRest(platform);
        Books.expectProven(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void fillsTheWalletOfABotUserOnce() {
        open(2001);
        platform.sandbox().fault("webhook", "duplicate_webhook");

        var begun = topUp(2001, "300").expect(201);
        assertThat(begun.text("status")).isEqualTo("pending");
        assertThat(balance(2001)).isEqualTo("0.00");
        pay(begun);
        platform.settleDown();
        platform.sandbox().http().post("/control/webhooks/replay", Map.of()).expect(200);
        platform.settleDown();

        assertThat(balance(2001)).isEqualTo("300.00");
        var entry = bookEntry(begun);
        assertThat(entry.at("/metadata/telegram_user_id").asString()).isEqualTo("2001");
        assertThat(entry.at("/metadata/payment_id").asString()).isEqualTo(begun.text("payment_id"));
        assertThat(bot.get("/api/v1/payments/" + begun.text("payment_id")).status()).isEqualTo(404);
    }

    @Test
    void fillsItWhenTheNotificationComesLate() {
        open(2002);
        platform.sandbox().http().post("/control/webhooks/pause", Map.of()).expect(200);
        var begun = topUp(2002, "100").expect(201);
        pay(begun);
        platform.advance(Duration.ofMinutes(30));
        assertThat(balance(2002)).isEqualTo("100.00");

        platform.sandbox().http().post("/control/webhooks/resume", Map.of()).expect(200);
        platform.settleDown();

        assertThat(balance(2002)).isEqualTo("100.00");
    }

    @Test
    void fillsItWhenTheNotificationNeverComes() {
        open(2003);
        platform.sandbox().fault("webhook", "drop_webhook");
        pay(topUp(2003, "100").expect(201));

        platform.advance(Duration.ofHours(1));

        assertThat(balance(2003)).isEqualTo("100.00");
    }

    @Test
    void leavesTheWalletAloneWhenNobodyPays() {
        open(2004);
        var begun = topUp(2004, "100").expect(201);

        platform.advance(UNPAID);

        assertThat(balance(2004)).isEqualTo("0.00");
        assertThat(topUp(2004, "100").expect(201).text("payment_id")).isNotEqualTo(begun.text("payment_id"));
    }

    @Test
    void answersAPaymentThatStillWaitsAgainAndBoundsTheirNumber() {
        open(2005);

        var first = topUp(2005, "100").expect(201);
        assertThat(topUp(2005, "100.00").expect(201).json()).isEqualTo(first.json());
        IntStream.range(1, 10).forEach(i -> topUp(2005, String.valueOf(100 + i)).expect(201));

        assertThat(topUp(2005, "500").expect(409).text("code")).isEqualTo("too_many_top_ups");
        assertThat(topUp(2005, "100").expect(201).json()).isEqualTo(first.json());
    }

    @Test
    void takesWholeAmountsFromTen() {
        open(2006);

        for (var amount : List.of("9", "9.99", "10.50", "0", "-10", "ten", "1e3")) {
            assertThat(topUp(2006, amount).expect(400).json().path("errors").propertyNames()).as(amount).containsExactly("amount");
        }

        topUp(2006, "10").expect(201);
        topUp(2099, "10").expect(404);
    }

    @Test
    void namesThePageToFillItWhenMoneyIsShort() {
        open(2007);
        spend(2007, 4);

        var refused = operate(2007, "short").expect(402);
        var url = bot.get("/api/v1/wallet/users/2007").expect(200).text("top_up_url");

        assertThat(refused.text("top_up_url")).isEqualTo(url);
        var batch = bot.post(OPERATIONS + "/batch", Map.of("operations", List.of(
                Map.of("telegram_id", 2007, "type", "edit", "task_id", "short too")))).expect(200);
        assertThat(batch.text("results.0.error.top_up_url")).isEqualTo(url);
        pay(topUp(2007, "20").expect(201));
        platform.settleDown();
        assertThat(operate(2007, "short").expect(201).text("balance")).isEqualTo("10.00");
    }

    @Test
    void aCustomerFillsItsOwnWalletAndNobodyElses() {
        var anna = Customer.signedUp(platform);
        anna.api().get("/api/v1/wallet").expect(200);
        open(2008);

        var begun = anna.api().post(TOP_UPS, Map.of("amount", "100")).expect(201);
        pay(begun);
        platform.settleDown();

        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).isEqualTo("100.00");
        anna.api().post(TOP_UPS, Map.of("amount", "100", "telegram_id", 2008)).expect(403);
        assertThat(Customer.signedUp(platform).api().get("/api/v1/payments/" + begun.text("payment_id")).status()).isEqualTo(404);
        assertThat(bookEntry(begun).at("/metadata").has("telegram_user_id")).isFalse();
    }

    @Test
    void chargesASavedMethodAtOnce() {
        var anna = Customer.signedUp(platform);
        var card = anna.bind(GOOD_CARD);

        var begun = anna.api().post(TOP_UPS, Map.of("amount", "100", "payment_method", card)).expect(201);

        assertThat(begun.text("status")).isEqualTo("succeeded");
        assertThat(begun.json().path("confirmation_url").isNull()).isTrue();
        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).isEqualTo("100.00");
        Customer.signedUp(platform).api().post(TOP_UPS, Map.of("amount", "100", "payment_method", card)).expect(404);
        platform.sandbox().fault("charge", "decline", "reason", "insufficient_funds");
        assertThat(anna.api().post(TOP_UPS, Map.of("amount", "300", "payment_method", card)).expect(402).text("code")).isEqualTo("payment_declined");
        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).isEqualTo("100.00");
    }

    @Test
    void anAnswerThatIsLostIsNeitherPaidTwiceNorForgotten() {
        var anna = Customer.signedUp(platform);
        var card = anna.bind(GOOD_CARD);
        platform.sandbox().fault("charge", "lost_answer", "delay_ms", 1, "times", 1);

        var begun = anna.api().post(TOP_UPS, Map.of("amount", "100", "payment_method", card)).expect(202);
        assertThat(anna.api().post(TOP_UPS, Map.of("amount", "100", "payment_method", card)).expect(202).json()).isEqualTo(begun.json());
        assertThat(anna.api().get(begun.text("status_url")).expect(200).text("status")).isEqualTo("pending");
        platform.advance(Duration.ofMinutes(10));

        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).isEqualTo("100.00");
    }

    // --- filled by itself ---------------------------------------------------------------------------------------------

    @Test
    void fillsAWalletWithLittleLeftByItself() {
        var anna = Customer.signedUp(platform);
        automatic(anna, anna.bind(GOOD_CARD), "30", "100").expect(200);

        platform.settleDown();

        assertThat(balanceOf(anna)).isEqualTo("100.00");
        spendOwn(anna, 4 + 7);
        platform.settleDown();
        assertThat(balanceOf(anna)).as("nothing is done at the threshold itself").isEqualTo("30.00");
        spendOwn(anna, 1);
        platform.settleDown();
        assertThat(balanceOf(anna)).isEqualTo("120.00");
        assertThat(anna.api().delete("/api/v1/wallet/auto-top-up").status()).isEqualTo(204);
        spendOwn(anna, 12);
        platform.advance(Duration.ofDays(1));
        assertThat(balanceOf(anna)).isEqualTo("0.00");
        anna.api().get("/api/v1/wallet/auto-top-up").expect(404);
    }

    @Test
    void triesADayApartAndStopsAfterThreeFailures() {
        var anna = Customer.signedUp(platform);
        var card = anna.bind(GOOD_CARD);
        platform.sandbox().fault("charge", "decline", "reason", "insufficient_funds");
        automatic(anna, card, "30", "100").expect(200);

        platform.advance(Duration.ofHours(23));
        assertThat(declined(anna)).isEqualTo(1);
        anna.api().get("/api/v1/wallet/auto-top-up").expect(200);
        platform.advance(Duration.ofDays(7));

        assertThat(declined(anna)).isEqualTo(3);
        anna.api().get("/api/v1/wallet/auto-top-up").expect(404);
        assertThat(balanceOf(anna)).isEqualTo("0.00");
    }

    @Test
    void beginsAtMostFiveADay() {
        var anna = Customer.signedUp(platform);
        automatic(anna, anna.bind(GOOD_CARD), "1000", "100").expect(200);

        platform.settleDown();
        assertThat(balanceOf(anna)).isEqualTo("500.00");

        platform.advance(Duration.ofDays(1));
        assertThat(balanceOf(anna)).isEqualTo("1000.00");
    }

    @Test
    void isFilledNoMoreOnceTheMethodIsRemoved() {
        var anna = Customer.signedUp(platform);
        var card = anna.bind(GOOD_CARD);
        automatic(anna, card, "30", "100").expect(200);
        platform.settleDown();

        anna.api().delete("/api/v1/billing/payment-method/" + card).expect(204);

        anna.api().get("/api/v1/wallet/auto-top-up").expect(404);
        automatic(anna, card, "30", "100").expect(404);
        automatic(anna, anna.bind(GOOD_CARD), "30", "9.50").expect(400);
    }

    @Test
    void savesTheMethodOfATopUpOnlyWhenAskedTo() {
        open(2009);
        var plain = topUp(2009, "100").expect(201);
        pay(plain);
        var saving = bot.post(TOP_UPS, Map.of("telegram_id", 2009, "amount", "100", "save_method", true)).expect(201);
        pay(saving);
        platform.settleDown();

        assertThat(balance(2009)).isEqualTo("200.00");
        assertThat(new Sql(platform.database()).number("""
                select count(*) from payments.method m join payments.payment p on p.customer_id = m.customer_id
                 where p.id = ?""", UUID.fromString(plain.text("payment_id")))).isEqualTo(1);
    }

    // --- money that goes back ----------------------------------------------------------------------------------------

    @Test
    void returnsWhatIsUnspentAndNoMore() {
        open(2010);
        var payment = filled(2010, "100");
        spend(2010, 4 + 3);
        var finance = Staff.of(platform, "finance").api();

        var tooMuch = refund(finance, payment, "80").expect(409);
        assertThat(tooMuch.text("code")).isEqualTo("amount_too_large");
        assertThat(tooMuch.text("available")).isEqualTo("70.00");
        refund(finance, payment, "60").expect(201);

        assertThat(balance(2010)).isEqualTo("10.00");
        operate(2010, "the last").expect(201);
        operate(2010, "one more").expect(402);
    }

    @Test
    void givesBackToTheWalletWhatCouldNotBeReturned() {
        open(2011);
        var payment = filled(2011, "100");
        platform.sandbox().fault("refund", "refund_canceled");

        var refund = refund(Staff.of(platform, "finance").api(), payment, "100");
        platform.advance(Duration.ofDays(2));

        assertThat(refund.status()).isIn(201, 202);
        assertThat(balance(2011)).isEqualTo("100.00");
    }

    @Test
    void owesWhatIsTakenBackAfterItWasSpentAndIsBlockedUntilItIsPaid() {
        open(2012);
        var begun = topUp(2012, "100").expect(201);
        pay(begun);
        platform.settleDown();
        spend(2012, 4 + 6);

        platform.sandbox().http().post("/control/refund/yookassa/" + Customer.lastSegment(begun.text("confirmation_url")), Map.of()).expect(201);
        platform.settleDown();

        var wallet = bot.get("/api/v1/wallet/users/2012").expect(200);
        assertThat(wallet.text("balance")).isEqualTo("0.00");
        assertThat(wallet.text("debt")).isEqualTo("60.00");
        assertThat(operate(2012, "blocked").expect(403).text("code")).isEqualTo("wallet_blocked");
        filled(2012, "50");
        assertThat(operate(2012, "blocked").expect(403).text("code")).isEqualTo("wallet_blocked");
        filled(2012, "30");
        assertThat(bot.get("/api/v1/wallet/users/2012").expect(200).text("debt")).isEqualTo("0.00");
        assertThat(operate(2012, "blocked").expect(201).text("balance")).isEqualTo("10.00");
    }

    // --- the page ----------------------------------------------------------------------------------------------------

    @Test
    void thePageTakesMoneyAndShowsNothing() {
        open(2013);
        filled(2013, "77");
        var path = URI.create(bot.get("/api/v1/wallet/users/2013").expect(200).text("top_up_url")).getPath();
        var browser = platform.http().with("Accept", "text/html").with("Accept-Language", "ru");

        assertThat(browser.get(path).expect(200).body()).contains("Пополнить баланс", "Медиабот", "1000 ₽").doesNotContain("77", "2013");
        browser.get("/top-up/" + UUID.randomUUID()).expect(404);
    }

    private Reply automatic(Customer customer, String card, String threshold, String amount) {
        return customer.api().put("/api/v1/wallet/auto-top-up", Map.of("threshold", threshold, "amount", amount, "payment_method", card));
    }

    private static String balanceOf(Customer customer) {
        return customer.api().get("/api/v1/wallet").expect(200).text("balance");
    }

    private void spendOwn(Customer customer, int operations) {
        IntStream.range(0, operations).forEach(_ -> bot.post(OPERATIONS, Map.of(
                "customer_id", customer.id().toString(), "type", "generate", "task_id", UUID.randomUUID().toString())).expect(201));
    }

    private long declined(Customer customer) {
        return new Sql(platform.database()).number(
                "select count(*) from payments.payment where customer_id = ? and purpose = 'top_up' and state = 'canceled'", customer.id());
    }

    private Reply open(long user) {
        return bot.put("/api/v1/wallet/users/" + user, null).expect(201);
    }

    private String balance(long user) {
        return bot.get("/api/v1/wallet/users/" + user).expect(200).text("balance");
    }

    private Reply topUp(long user, String amount) {
        return bot.post(TOP_UPS, Map.of("telegram_id", user, "amount", amount));
    }

    private void pay(Reply begun) {
        platform.sandbox().pay(Customer.lastSegment(begun.text("confirmation_url")), GOOD_CARD);
    }

    private String filled(long user, String amount) {
        var begun = topUp(user, amount).expect(201);
        pay(begun);
        platform.settleDown();
        return begun.text("payment_id");
    }

    private Reply operate(long user, String task) {
        return bot.post(OPERATIONS, Map.of("telegram_id", user, "type", "generate", "task_id", task));
    }

    private void spend(long user, int operations) {
        IntStream.range(0, operations).forEach(i -> operate(user, "spent " + i).expect(201));
    }

    private static Reply refund(Http staff, String payment, String amount) {
        return staff.post("/api/v1/payments/refund", Map.of("payment_id", payment, "amount", amount, "reason", "asked for"));
    }

    private JsonNode bookEntry(Reply begun) {
        return platform.sandbox().http().get("/control/book?provider=yookassa").expect(200).json().path("entries").valueStream()
                .filter(entry -> entry.path("reference").asString().equals(begun.text("payment_id"))).findFirst().orElseThrow();
    }
}
