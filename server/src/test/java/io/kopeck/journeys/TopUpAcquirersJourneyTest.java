package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Wallets of products that are paid through the other acquirers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopUpAcquirersJourneyTest {

    private static final String WALLET = "    wallet: {operations: {watch: {}}, top_ups: {min: \"10.00\", whole: true}}\n";

    private Platform platform;
    private Http bot;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        var shipped = new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8);
        var changed = shipped.replace("  movix:\n", "  movix:\n" + WALLET).replace("  channel:\n", "  channel:\n" + WALLET);
        platform = Platform.start(Map.of("CATALOG_FILE", Files.writeString(directory.resolve("catalog.yaml"), changed).toString()));
        bot = Staff.key(platform, "wallet");
    }

    @AfterEach
    void booksAreRight() {
        platform.settleDown();
        Books.expectProven(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"movix, cloudpayments, 4000000000003055, telegram_user_id", "channel, robokassa, 5555555555554444, Shp_telegram_user_id"})
    void fillsTheWalletOnceAndTellsTheAcquirerWhose(String product, String provider, String card, String field) {
        open(product, 4001);

        var begun = filled(product, provider, card, 4001, "100");
        platform.sandbox().http().post("/control/webhooks/replay", Map.of()).expect(200);
        platform.advance(Duration.ofHours(1));

        assertThat(balance(product, 4001)).isEqualTo("100.00");
        assertThat(entries(provider, begun.text("payment_id"))).singleElement()
                .satisfies(entry -> assertThat(entry.path("metadata").path(field).asString()).isEqualTo("4001"));
        assertThat(bot.get("/api/v1/wallet/top-ups/" + begun.text("payment_id")).expect(200).text("status")).isEqualTo("succeeded");
    }

    @Test
    void aChargebackOfSpentMoneyIsOwedAndBlocks() {
        open("movix", 4002);
        var begun = filled("movix", "cloudpayments", "4000000000003055", 4002, "50");
        IntStream.range(0, 4 + 2).forEach(i -> operate(4002, "task" + i).expect(201));
        var charge = entries("cloudpayments", begun.text("payment_id")).getFirst().path("payment_id").asString();

        platform.sandbox().http().post("/control/chargeback/cloudpayments/" + charge, Map.of()).expect(201);
        platform.advance(Duration.ofDays(2));

        var wallet = bot.get("/api/v1/wallet/users/4002?product=movix").expect(200);
        assertThat(wallet.text("balance")).isEqualTo("0.00");
        assertThat(wallet.text("debt")).isEqualTo("20.00");
        assertThat(operate(4002, "blocked").expect(403).text("code")).isEqualTo("wallet_blocked");
        filled("movix", "cloudpayments", "4000000000003055", 4002, "20");
        assertThat(operate(4002, "blocked").expect(402).text("balance")).isEqualTo("0.00");
    }

    private void open(String product, long user) {
        bot.put("/api/v1/wallet/users/" + user + "?product=" + product, null).expect(201);
    }

    private String balance(String product, long user) {
        return bot.get("/api/v1/wallet/users/" + user + "?product=" + product).expect(200).text("balance");
    }

    private Reply operate(long user, String task) {
        return bot.post("/api/v1/wallet/operations?product=movix", Map.of("telegram_id", user, "type", "watch", "task_id", task));
    }

    private Reply filled(String product, String provider, String card, long user, String amount) {
        var begun = bot.post("/api/v1/wallet/top-ups?product=" + product, Map.of("telegram_id", user, "amount", amount)).expect(201);
        var url = begun.text("confirmation_url");
        var atThePage = provider.equals("robokassa") ? Map.of("card", card, "url", url) : Map.of("card", card);
        platform.sandbox().http().post("/control/pay/" + provider + "/" + url.replaceFirst(".*[/=]", ""), atThePage).expect(200);
        platform.settleDown();
        return begun;
    }

    private List<JsonNode> entries(String provider, String payment) {
        return platform.sandbox().http().get("/control/book?provider=" + provider).expect(200).json().path("entries").valueStream()
                .filter(entry -> List.of(entry.at("/metadata/payment_id").asString(""), entry.at("/metadata/Shp_payment").asString("")).contains(payment))
                .toList();
    }
}
