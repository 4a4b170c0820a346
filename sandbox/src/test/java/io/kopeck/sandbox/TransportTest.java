package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials, verbs, content types, idempotence keys, limits of fields, lists. */
class TransportTest {

    private static Sandbox sandbox;
    private static Merchant merchant;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        merchant = new Merchant(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Merchant.Reply me(String authorization) {
        return merchant.raw(merchant.request("/yookassa/v3/me").header("Authorization", authorization).build());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesWrongCredentialsInTheProvidersWords() {
        var wrongSecret = me(basic("100500:nope"));
        var wrongShop = me(basic("100501:test_kopeck_sandbox_key"));
        var illegalLogin = me(basic("shop:test_kopeck_sandbox_key"));
        var none = merchant.raw(merchant.request("/yookassa/v3/me").build());

        assertThat(List.of(wrongSecret.status(), wrongShop.status(), illegalLogin.status(), none.status())).containsOnly(401);
        assertThat(wrongSecret.at("/description")).startsWith("Error in shopId or secret key.");
        assertThat(wrongSecret.at("/code")).isEqualTo("invalid_credentials");
        assertThat(wrongSecret.at("/type")).isEqualTo("error");
        assertThat(illegalLogin.at("/description")).isEqualTo("Login has illegal format");
    }

    @Test
    void tellsWhoTheShopIs() {
        var me = merchant.get("/me");

        assertThat(me.at("/account_id")).isEqualTo("100500");
        assertThat(me.json().path("test").booleanValue()).isTrue();
        assertThat(me.json().has("fiscalization")).isFalse();
    }

    @Test
    void refusesWrongVerbsPathsTypesAndSizes() {
        assertThat(merchant.get("/payments/x/cancel").status()).isEqualTo(405);
        assertThat(merchant.get("/payouts").status()).isEqualTo(404);
        assertThat(merchant.get("/payouts").at("/code")).isEqualTo("not_found");
        var form = merchant.request("/yookassa/v3/payments").header("Authorization", Merchant.BASIC).header("Idempotence-Key", "f")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("a=b")).build();
        assertThat(merchant.raw(form).status()).isEqualTo(415);
        var huge = merchant.request("/yookassa/v3/payments").header("Authorization", Merchant.BASIC).header("Idempotence-Key", "h")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("x".repeat(1_048_577))).build();
        assertThat(merchant.raw(huge).status()).isEqualTo(413);
    }

    @Test
    void demandsAnIdempotenceKey() {
        var missing = merchant.raw(merchant.request("/yookassa/v3/payments").header("Authorization", Merchant.BASIC)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(Merchant.order("{}"))).build());
        var tooLong = merchant.post("/payments", "k".repeat(65), Merchant.order("{}"));

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.at("/parameter")).isEqualTo("Idempotence-Key");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.at("/description")).startsWith("Idempotence key is too long");
    }

    @Test
    void replaysTheLiveObjectForTheSameKeyAndRefusesAnotherBody() {
        var key = Merchant.newKey();
        var first = merchant.post("/payments", key, Merchant.order("{}"));
        merchant.pay(first.at("/id"), "5555555555554444");

        var again = merchant.post("/payments", key, Merchant.order("{}"));
        var other = merchant.post("/payments", key, Merchant.order("{\"description\":\"Order 73\"}"));

        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.at("/status")).isEqualTo("succeeded");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.at("/description")).isEqualTo("Idempotence key duplicated");
        assertThat(other.at("/parameter")).isEqualTo("Idempotence-Key");
    }

    @Test
    void burnsAKeyByARefusal() {
        var key = Merchant.newKey();
        var bad = Merchant.order("{\"amount\":{\"value\":\"0.50\",\"currency\":\"RUB\"}}");

        var first = merchant.post("/payments", key, bad);
        var again = merchant.post("/payments", key, bad);
        var repaired = merchant.post("/payments", key, Merchant.order("{}"));

        assertThat(first.status()).isEqualTo(400);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(repaired.at("/description")).isEqualTo("Idempotence key duplicated");
    }

    @Test
    void forgetsAKeyAfter24Hours() {
        try (var own = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1))) {
            var shop = new Merchant(own);
            var method = shop.paid("5555555555554444");
            var renewal = Merchant.renewal(method, "{}");
            var first = shop.post("/payments", "renewal-1", renewal);

            shop.advance("PT23H59M");
            var within = shop.post("/payments", "renewal-1", renewal);
            shop.advance("PT1M");
            var after = shop.post("/payments", "renewal-1", renewal);

            assertThat(within.at("/id")).isEqualTo(first.at("/id"));
            assertThat(after.at("/id")).isNotEqualTo(first.at("/id"));
            assertThat(shop.look("/book?provider=yookassa").at("/totals/charged")).isEqualTo("300.00");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"amount\":null} | amount",
        "{\"amount\":{\"value\":\"0.99\",\"currency\":\"RUB\"}} | amount.value",
        "{\"amount\":{\"value\":\"10\",\"currency\":\"RUB\"}} | amount.value",
        "{\"amount\":{\"value\":\"10,00\",\"currency\":\"RUB\"}} | amount.value",
        "{\"amount\":{\"value\":\"-10.00\",\"currency\":\"RUB\"}} | amount.value",
        "{\"amount\":{\"value\":10.00,\"currency\":\"RUB\"}} | amount.value",
        "{\"amount\":{\"value\":\"10.00\",\"currency\":\"USD\"}} | amount.currency",
        "{\"amount\":{\"value\":\"10.00\",\"currency\":\"XXX\"}} | amount.currency",
        "{\"confirmation\":null} | confirmation",
        "{\"confirmation\":{\"type\":\"redirect\"}} | confirmation.return_url",
        "{\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"/relative\"}} | confirmation.return_url",
        "{\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"javascript:alert(1)\"}} | confirmation.return_url",
        "{\"confirmation\":{\"type\":\"carrier_pigeon\"}} | confirmation.type",
        "{\"metadata\":{\"n\":1}} | metadata.n",
        "{\"metadata\":[]} | metadata",
        "{\"capture\":\"yes\"} | capture",
        "{\"payment_method_id\":\"x\"} | payment_method_id",
        "{\"payment_method_data\":{\"type\":\"barter\"}} | payment_method_data.type",
        "{\"payment_token\":\"t\"} | payment_token",
    })
    void refusesWrongFieldsNamingThem(String extra, String parameter) {
        var reply = merchant.post("/payments", Merchant.order(extra));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/code")).isEqualTo("invalid_request");
        assertThat(reply.at("/parameter")).isEqualTo(parameter);
    }

    @Test
    void keepsTheLimitsOfTexts() {
        assertThat(merchant.post("/payments", Merchant.order("{\"description\":\"" + "я".repeat(128) + "\"}")).status()).isEqualTo(200);
        assertThat(merchant.post("/payments", Merchant.order("{\"description\":\"" + "я".repeat(129) + "\"}")).at("/parameter")).isEqualTo("description");
        assertThat(merchant.post("/payments", Merchant.order("{\"metadata\":{\"" + "k".repeat(33) + "\":\"v\"}}")).at("/parameter")).isEqualTo("metadata");
        assertThat(merchant.post("/payments", Merchant.order("{\"metadata\":{\"k\":\"" + "v".repeat(513) + "\"}}")).at("/parameter")).isEqualTo("metadata.k");
        assertThat(merchant.post("/payments", "{\"amount\":").status()).isEqualTo(400);
        assertThat(merchant.post("/payments", "[]").status()).isEqualTo(400);
    }

    @Test
    void answersUnknownObjects() {
        assertThat(merchant.get("/payments/nope").at("/parameter")).isEqualTo("payment_id");
        assertThat(merchant.get("/payments/nope").status()).isEqualTo(400);
        assertThat(merchant.get("/refunds/nope").status()).isEqualTo(404);
        assertThat(merchant.get("/payment_methods/nope").status()).isEqualTo(404);
        assertThat(merchant.get("/receipts/nope").status()).isEqualTo(404);
    }

    @Test
    void pagesListsNewestFirst() {
        try (var own = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1))) {
            var shop = new Merchant(own);
            var ids = new java.util.ArrayList<String>();
            for (int i = 0; i < 5; i++) {
                ids.addFirst(shop.created("{}"));
            }
            shop.pay(ids.get(2), "5555555555554444");

            var first = shop.get("/payments?limit=2");
            var second = shop.get("/payments?limit=2&cursor=" + first.at("/next_cursor"));
            var third = shop.get("/payments?limit=2&cursor=" + second.at("/next_cursor"));

            assertThat(List.of(first, second, third)).flatExtracting(TransportTest::ids).containsExactlyElementsOf(ids);
            assertThat(third.json().has("next_cursor")).isFalse();
            assertThat(ids(shop.get("/payments?status=succeeded"))).containsExactly(ids.get(2));
            assertThat(ids(shop.get("/payments?created_at.gte=2099-01-01T00:00:00.000Z"))).isEmpty();
            assertThat(ids(shop.get("/payments?created_at.gte=2000-01-01T00:00:00.000Z&created_at.lt=2099-01-01T00:00:00.000Z"))).hasSize(5);
            assertThat(shop.get("/payments?limit=101").at("/parameter")).isEqualTo("limit");
            assertThat(shop.get("/payments?limit=0").status()).isEqualTo(400);
            assertThat(shop.get("/payments?cursor=nope").at("/parameter")).isEqualTo("cursor");
            assertThat(shop.get("/payments?status=lost").at("/parameter")).isEqualTo("status");
        }
    }

    private static List<String> ids(Merchant.Reply list) {
        return list.json().path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }
}
