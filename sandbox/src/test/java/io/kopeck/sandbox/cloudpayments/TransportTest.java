package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials, bodies, the envelope, X-Request-ID. */
class TransportTest {

    private Sandbox sandbox;
    private Shop shop;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Shop(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int charges() {
        return shop.book().json().path("entries").size();
    }

    @Test
    void answersATestWithAGuidInTheMessage() {
        var reply = shop.post("/test", "{}");

        assertThat(reply.success()).isTrue();
        assertThat(reply.at("/Message")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void wantsCredentialsAndAPost() {
        var path = "/cloudpayments/test";
        var nobody = shop.exchange(shop.request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
        var wrong = shop.exchange(shop.request(path).header("Authorization", Shop.basic(CloudPaymentsOptions.DEFAULT_PUBLIC_ID, "guess"))
                .POST(HttpRequest.BodyPublishers.noBody()).build());
        var other = shop.exchange(shop.request(path).header("Authorization", Shop.basic("pk_other", CloudPaymentsOptions.DEFAULT_API_SECRET))
                .POST(HttpRequest.BodyPublishers.noBody()).build());

        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(other.statusCode()).isEqualTo(401);
        assertThat(shop.exchange(shop.request(path).header("Authorization", Shop.BASIC).GET().build()).statusCode()).isEqualTo(405);
        assertThat(shop.post("/payments/post3ds", "{}").status()).as("without /cards/").isEqualTo(404);
        assertThat(shop.exchange(shop.request(path).header("Authorization", Shop.BASIC).header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<a/>")).build()).statusCode()).isEqualTo(415);
        assertThat(shop.post("/payments/get", "{\"TransactionId\":").status()).isEqualTo(400);
        assertThat(shop.form("/payments/get", "TransactionId=%zz").status()).isEqualTo(400);
        assertThat(shop.form("/kkt/receipt", "Inn=7708806062").status()).as("JSON only").isEqualTo(415);
    }

    @Test
    void takesFormsAndNamesOfAnyCase() {
        var byForm = shop.form("/payments/cards/charge", "amount=10.50&currency=RUB&IPADDRESS=203.0.113.7&cardCryptogramPacket=card_4000000000003055"
                + "&invoiceId=007&accountId=000123&jsonData=%7B%22a%22%3A1%7D");
        var byJson = shop.post("/payments/find", "{\"invoiceid\":\"007\"}");

        assertThat(byForm.at("/Model/Status")).isEqualTo("Completed");
        assertThat(byForm.at("/Model/AccountId")).isEqualTo("000123");
        assertThat(byJson.at("/Model/InvoiceId")).isEqualTo("007");
        assertThat(byJson.json().at("/Model/Amount").decimalValue()).isEqualByComparingTo("10.5");
        assertThat(byJson.at("/Model/JsonData")).isEqualTo("{\"a\":1}");
        assertThat(shop.post("/payments/get", "{\"TransactionId\":\"%s.4\"}".formatted(byForm.at("/Model/TransactionId"))).success()).as("rounded").isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"Amount\":null} | Amount is required",
        "{\"Amount\":0} | Amount is required; Amount value is too small",
        "{\"Amount\":-5} | Amount value is too small",
        "{\"Amount\":10.001} | Amount is invalid",
        "{\"Amount\":\"ten\"} | Amount is invalid; Amount is required",
        "{\"Amount\":1e30} | Amount is invalid",
        "{\"Currency\":\"USD\"} | Currency is not supported",
        "{\"IpAddress\":null} | IpAddress is required",
        "{\"CardCryptogramPacket\":null} | CardCryptogramPacket is required",
        "{\"CardCryptogramPacket\":\"card_4222222222222220\"} | CardCryptogramPacket is invalid",
        "{\"SaveCard\":\"perhaps\"} | SaveCard is invalid",
        "{\"InvoiceId\":[1]} | InvoiceId is invalid",
    })
    void refusesWithAMessageAndNoModel(String extra, String message) {
        var reply = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, extra));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.success()).isFalse();
        assertThat(reply.at("/Message")).isEqualTo(message);
        assertThat(reply.json().has("Model")).isFalse();
        assertThat(charges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments/get {\"TransactionId\":1}", "/payments/find {\"InvoiceId\":\"no\"}", "/v2/payments/find {\"InvoiceId\":\"no\"}",
        "/payments/confirm {\"TransactionId\":1,\"Amount\":1}", "/payments/void {\"TransactionId\":1}", "/payments/refund {\"TransactionId\":1,\"Amount\":1}",
        "/payments/cards/post3ds {\"TransactionId\":1,\"PaRes\":\"x\"}", "/kkt/receipt/get {\"Id\":\"no\"}"})
    void answersWhatDoesNotExist(String call) {
        var reply = shop.post(call.substring(0, call.indexOf(' ')), call.substring(call.indexOf(' ') + 1));

        assertThat(reply.text()).isEqualTo("{\"Success\":false,\"Message\":\"Not found\"}");
    }

    @Test
    void repeatsTheAnswerForAnHourAndChargesAgainAfterwards() {
        var body = Shop.renewal(shop.token(Shop.GOOD), "{}");
        var first = shop.post("/payments/tokens/charge", "renewal", body);

        shop.advance("PT59M");
        var within = shop.post("/payments/tokens/charge", "renewal", body);
        shop.advance("PT1M");
        var after = shop.post("/payments/tokens/charge", "renewal", body);

        assertThat(within.text()).isEqualTo(first.text());
        assertThat(after.at("/Model/TransactionId")).isNotEqualTo(first.at("/Model/TransactionId"));
        assertThat(charges()).isEqualTo(3);
    }

    @Test
    void repeatsADeclineButNotARefusal() {
        var declined = shop.post("/payments/cards/charge", "poor", Shop.charge(Shop.POOR, "{}"));
        assertThat(shop.post("/payments/cards/charge", "poor", Shop.charge(Shop.GOOD, "{}")).text()).as("the id decides").isEqualTo(declined.text());

        assertThat(shop.post("/payments/cards/charge", "bad", Shop.charge(Shop.GOOD, "{\"Amount\":0}")).success()).isFalse();
        assertThat(shop.post("/payments/cards/charge", "bad", Shop.charge(Shop.GOOD, "{}")).success()).isTrue();
    }

    @Test
    void repeatsWhatWasAnsweredWhateverBecameOfTheTransaction() {
        var held = shop.post("/payments/cards/auth", "hold", Shop.charge(Shop.GOOD, "{}"));
        var id = held.at("/Model/TransactionId");
        shop.post("/payments/confirm", "confirm", "{\"TransactionId\":%s,\"Amount\":100}".formatted(id));
        var refund = shop.post("/payments/refund", "refund", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id));

        assertThat(shop.post("/payments/cards/auth", "hold", Shop.charge(Shop.GOOD, "{}")).text()).isEqualTo(held.text());
        assertThat(shop.post("/payments/confirm", "confirm", "{\"TransactionId\":%s,\"Amount\":100}".formatted(id)).success()).isTrue();
        assertThat(shop.post("/payments/refund", "refund", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id)).text()).isEqualTo(refund.text());
        assertThat(shop.book().at("/totals/net")).isEqualTo("40.00");
        var order = shop.post("/orders/create", "order", Shop.order("{}"));
        shop.pay(order.at("/Model/Id"), "4000000000003055");
        assertThat(shop.post("/orders/create", "order", Shop.order("{}")).text()).isEqualTo(order.text());
    }

    @Test
    void letsASecondRequestWaitForTheFirst() {
        var body = Shop.renewal(shop.token(Shop.GOOD), "{}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> shop.post("/payments/tokens/charge", "same", body).text(), threads)).toList();
            assertThat(replies.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
        assertThat(charges()).isEqualTo(2);
    }

    @Test
    void stopsAtItsBound() {
        try (var small = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withObjectsMax(1))) {
            var own = new Shop(small);
            own.charged(Shop.GOOD);

            var full = own.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}"));

            assertThat(full.status()).isEqualTo(503);
            assertThat(own.control("/reset", "{}").status()).isEqualTo(204);
            own.charged(Shop.GOOD);
        }
    }

    @Test
    void showsAndChangesItsSettings() {
        shop.configure("{\"check\":true,\"save_cards\":\"asked\",\"fiscalization\":true,\"block_declined\":false,\"webhook_url\":\"http://127.0.0.1:1/x\"}");

        var settings = shop.look("/config").json().path("cloudpayments");
        assertThat(settings.path("public_id").asString()).isEqualTo("test_api_kopeck_sandbox");
        assertThat(settings.path("save_cards").asString()).isEqualTo("asked");
        assertThat(settings.path("check").booleanValue()).isTrue();
        assertThat(settings.toString()).doesNotContain(CloudPaymentsOptions.DEFAULT_API_SECRET);
        assertThat(shop.control("/config", "{\"provider\":\"cloudpayments\",\"colour\":1}").status()).isEqualTo(400);
        assertThat(shop.control("/config", "{\"provider\":\"cloudpayments\",\"save_cards\":\"often\"}").status()).isEqualTo(400);
        assertThat(shop.control("/config", "{\"provider\":\"cloudpayments\",\"webhook_url\":\"ftp://x\"}").status()).isEqualTo(400);
        shop.control("/reset", "{}");
        assertThat(shop.look("/config").json().at("/cloudpayments/save_cards").asString()).isEqualTo("always");
        assertThat(SandboxOptions.defaults().withCloudPayments(CloudPaymentsOptions.defaults().withCredentials("id", "hush")).toString()).doesNotContain("hush");
    }
}
