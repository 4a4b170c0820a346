package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.cloudpayments.Listener.Said;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications: what is told, how it is signed, when it is told again, and the question before a payment. */
class WebhooksTest {

    private Listener listener;
    private Sandbox sandbox;
    private Shop shop;

    @BeforeEach
    void start() {
        listener = new Listener();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1)
                .withCloudPayments(CloudPaymentsOptions.defaults().withWebhookUrl(listener.url())));
        shop = new Shop(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        listener.close();
    }

    @Test
    void tellsOfAPaymentWithEveryDocumentedField() {
        var id = shop.charged(Shop.GOOD);
        shop.flush();

        var pay = listener.only("pay");
        assertThat(pay.fields()).containsKeys("TransactionId", "Amount", "Currency", "PaymentAmount", "PaymentCurrency", "DateTime", "CardId", "CardFirstSix",
                "CardLastFour", "CardType", "CardExpDate", "TestMode", "InvoiceId", "AccountId", "SubscriptionId", "Name", "Email", "IpAddress", "IpCountry",
                "IpCity", "IpRegion", "IpDistrict", "IpLatitude", "IpLongitude", "Issuer", "IssuerBankCountry", "Description", "PaymentMethod", "Data",
                "Status", "OperationType", "GatewayName", "AuthCode", "Token", "TotalFee", "CardProduct", "FallBackScenarioDeclinedTransactionId", "Rrn",
                "CustomFields", "VatAboveTotalFee", "ProcessorAndPartnerFee", "VatWithinProcessorFee");
        assertThat(pay.at("TransactionId")).isEqualTo(id);
        assertThat(pay.at("Amount")).isEqualTo("100.00");
        assertThat(pay.at("DateTime")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(pay.at("Data")).isEqualTo("{\"order_id\":\"72\"}");
        assertThat(pay.at("Token")).startsWith("tk_");
        assertThat(pay.at("TestMode")).isEqualTo("1");
        assertThat(pay.body()).as(".NET's encoding").contains("&SubscriptionId=&", "Description=%d0%97%d0%b0%d0%ba%d0%b0%d0%b7+72", "Email=user%40example.com", "%3a");
        assertThat(pay.contentHmac()).isEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET, pay.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(pay.xContentHmac()).isEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET,
                java.net.URLDecoder.decode(pay.body(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))).isNotEqualTo(pay.contentHmac());
    }

    @Test
    void tellsEveryTransitionToAnAddressOfItsOwn() {
        var held = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");
        shop.flush();
        shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":100}".formatted(held));
        shop.flush();
        var refund = shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":30,\"JsonData\":{\"reason\":\"goodwill\"}}".formatted(held)).at("/Model/TransactionId");
        shop.flush();
        var other = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");
        shop.flush();
        shop.post("/payments/void", "{\"TransactionId\":%s}".formatted(other));
        shop.flush();
        shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));
        shop.flush();

        assertThat(listener.types()).containsExactly("pay", "confirm", "refund", "pay", "cancel", "fail");
        assertThat(listener.heard().getFirst().at("Status")).isEqualTo("Authorized");
        assertThat(listener.only("confirm").at("Status")).isEqualTo("Completed");
        assertThat(listener.only("confirm").fields()).doesNotContainKey("CardId");
        var told = listener.only("refund");
        assertThat(told.at("TransactionId")).isEqualTo(refund);
        assertThat(told.at("PaymentTransactionId")).isEqualTo(held);
        assertThat(told.at("Amount")).isEqualTo("30.00");
        assertThat(told.at("Data")).isEqualTo("{\"reason\":\"goodwill\"}");
        assertThat(told.fields()).doesNotContainKey("Currency");
        assertThat(listener.only("cancel").at("TransactionId")).isEqualTo(other);
        var fail = listener.only("fail");
        assertThat(fail.at("ReasonCode")).isEqualTo("5051");
        assertThat(fail.at("Reason")).isEqualTo("InsufficientFunds");
        assertThat(fail.fields()).containsKeys("RetryAfter", "ProviderMessage").doesNotContainKey("Status");
    }

    @Test
    void saysWhenABlockedCardMayBeTriedAgain() {
        shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));
        shop.flush();
        shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));
        shop.flush();
        shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));
        shop.flush();

        assertThat(listener.heard().get(0).at("RetryAfter")).isEmpty();
        assertThat(listener.heard().get(1).at("RetryAfter")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(listener.heard().get(2).at("RetryAfter")).isEqualTo(listener.heard().get(1).at("RetryAfter"));
    }

    @Test
    void climbsItsLadderUntilCodeZero() {
        var answers = new java.util.ArrayDeque<>(java.util.List.of(new Said(500, ""), new Said(200, "{\"code\":13}"), new Said(200, "OK"),
                new Said(201, "{\"code\":0}"), new Said(200, "{\"code\":\"0\"}"), Listener.OK));
        listener.answer(_ -> answers.poll());
        shop.charged(Shop.GOOD);

        for (int looks = 0; shop.look("/webhooks").json().at("/deliveries/0/tries").intValue() == 0; looks++) {
            assertThat(looks).as("the first attempt is made at once").isLessThan(10_000);
        }
        for (var minutes : java.util.List.of(1, 2, 5, 10, 30)) {
            int before = listener.heard().size();
            shop.advance("PT" + (minutes * 60 - 20) + "S");
            assertThat(listener.heard()).as("before %d minutes", minutes).hasSize(before);
            shop.advance("PT20S");
            assertThat(listener.heard()).as("after %d minutes", minutes).hasSize(before + 1);
        }
        shop.flush();

        assertThat(listener.heard()).hasSize(6);
        assertThat(listener.heard().stream().map(Listener.Heard::body).distinct()).as("the same bytes every time").hasSize(1);
        assertThat(shop.look("/webhooks").json().at("/deliveries/0/status").asString()).isEqualTo("delivered");
    }

    @Test
    void givesUpAfterAHundredAttempts() {
        listener.answer(_ -> new Said(200, "{\"code\":1}"));
        shop.charged(Shop.GOOD);
        for (int i = 0; i < 110; i++) {
            shop.advance("PT30M");
        }

        assertThat(listener.heard()).hasSize(100);
        assertThat(shop.look("/webhooks").json().at("/deliveries/0/status").asString()).isEqualTo("gave_up");
    }

    @ParameterizedTest
    @CsvSource({"10,3001", "11,3002", "12,3003", "20,3004", "13,3008", "77,3005"})
    void declinesAPaymentTheMerchantDoesNotWant(int code, int reasonCode) {
        shop.configure("{\"check\":true}");
        listener.answer(heard -> heard.type().equals("check") ? new Said(200, "{\"code\":" + code + "}") : Listener.OK);

        var reply = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}"));
        shop.flush();

        assertThat(reply.json().at("/Model/ReasonCode").intValue()).isEqualTo(reasonCode);
        assertThat(listener.types()).containsExactly("check", "fail");
        assertThat(listener.only("check").at("TransactionId")).isEqualTo(reply.at("/Model/TransactionId"));
        assertThat(listener.only("check").at("Status")).isEqualTo("Completed");
        assertThat(listener.only("check").fields()).containsKeys("OperationType", "TokenRecipient", "CardProduct").doesNotContainKey("AuthCode");
        assertThat(listener.only("check").contentHmac()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"404,3007", "504,3007", "508,3007", "503,3006", "500,3006"})
    void declinesAPaymentTheMerchantCannotAnswerFor(int status, int reasonCode) {
        shop.configure("{\"check\":true}");
        listener.answer(_ -> new Said(status, ""));

        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}")).json().at("/Model/ReasonCode").intValue()).isEqualTo(reasonCode);
    }

    @Test
    void asksBeforeTokensAndOrdersTooAndIsDeclinedByAMuteMerchant() {
        shop.configure("{\"check\":true}");
        var token = shop.token(Shop.GOOD);
        shop.post("/payments/tokens/charge", Shop.renewal(token, "{}"));
        shop.pay(shop.ordered("{}"), "4000000000003055");
        shop.flush();
        assertThat(listener.types().stream().filter("check"::equals)).hasSize(3);

        shop.configure("{\"webhook_url\":null}");
        assertThat(shop.post("/payments/tokens/charge", Shop.renewal(token, "{}")).json().at("/Model/ReasonCode").intValue()).isEqualTo(3007);
    }

    @Test
    void duplicatesDropsReordersAndMatchesDecodedText() {
        shop.fault("webhook", "duplicate_webhook", "");
        shop.charged(Shop.GOOD);
        shop.flush();
        assertThat(listener.types()).containsExactly("pay", "pay");

        shop.fault("webhook", "drop_webhook", ",\"match\":\"Заказ 72\"");
        shop.charged(Shop.GOOD);
        shop.flush();
        assertThat(listener.types()).hasSize(2);

        shop.fault("webhook", "reorder_webhooks", ",\"delay_ms\":60000,\"match\":\"pay\\n\"");
        var held = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");
        shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":100}".formatted(held));
        shop.flush();
        assertThat(listener.types().subList(2, 4)).containsExactly("confirm", "pay");
    }

    @Test
    void goesWhereTheApiWasToldToSendIt() {
        var address = listener.url() + "/elsewhere";
        assertThat(shop.post("/site/notifications/Pay/get", "{}").at("/Model/Address")).isEqualTo(listener.url() + "/pay");
        assertThat(shop.post("/site/notifications/pay/update", Shop.merged(text("notification_settings_update.request.json"), "{\"Address\":\"" + address + "\"}"))
                .text()).isEqualTo("{\"Success\":true,\"Message\":null}");

        shop.charged(Shop.GOOD);
        shop.flush();

        var told = listener.only("elsewhere");
        assertThat(told.method()).isEqualTo("GET");
        assertThat(told.at("Status")).isEqualTo("Completed");
        assertThat(told.contentHmac()).as("over the query").isEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET, told.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(shop.post("/site/notifications/Pay/get", "{}").at("/Model/HttpMethod")).isEqualTo("GET");
        shop.post("/site/notifications/Pay/update", "{\"IsEnabled\":false}");
        shop.charged(Shop.GOOD);
        shop.flush();
        assertThat(listener.heard()).as("switched off").hasSize(1);
        assertThat(shop.post("/site/notifications/Check/get", "{}").json().at("/Model/IsEnabled").booleanValue()).isFalse();
        assertThat(shop.post("/site/notifications/Check/update", "{\"IsEnabled\":false}").success()).isFalse();
        assertThat(shop.post("/site/notifications/Pay/update", "{\"IsEnabled\":true}").at("/Message")).isEqualTo("Address is required");
        assertThat(shop.post("/site/notifications/Pay/update", "{\"Encoding\":\"Windows1251\"}").at("/Message")).isEqualTo("Encoding is not supported");
        assertThat(shop.post("/site/notifications/Gossip/get", "{}").at("/Message")).isEqualTo("Not found");
        assertThat(shop.post("/site/notifications/*/get", "{}").status()).isEqualTo(404);
    }

    private static String text(String fixture) {
        return new String(Fixtures.bytes(fixture), StandardCharsets.UTF_8);
    }

    @Test
    void sendsForgeriesWithAWrongSignatureUnlessAsked() {
        shop.control("/webhooks/send", "{\"provider\":\"cloudpayments\",\"event\":\"pay\",\"object\":{\"TransactionId\":1,\"Amount\":\"10.00\",\"Token\":null}}");
        shop.flush();
        shop.control("/webhooks/send", "{\"provider\":\"cloudpayments\",\"event\":\"refund\",\"type\":\"signed\",\"object\":{\"TransactionId\":2}}");
        shop.flush();

        var forged = listener.only("pay");
        assertThat(forged.body()).isEqualTo("TransactionId=1&Amount=10.00&Token=");
        assertThat(forged.contentHmac()).isNotNull().isNotEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET, forged.body().getBytes(StandardCharsets.UTF_8)));
        var signed = listener.only("refund");
        assertThat(signed.contentHmac()).isEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET, signed.body().getBytes(StandardCharsets.UTF_8)));
        shop.control("/webhooks/send", "{\"provider\":\"cloudpayments\",\"event\":\"fail\",\"type\":\"tampered\",\"object\":{\"TransactionId\":3}}");
        shop.flush();
        var tampered = listener.only("fail");
        assertThat(tampered.contentHmac()).isNotEqualTo(Signature.hmac(CloudPaymentsOptions.DEFAULT_API_SECRET, tampered.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(shop.control("/webhooks/send", "{\"provider\":\"cloudpayments\",\"event\":\"pay\",\"type\":\"x\",\"object\":{}}").status()).isEqualTo(400);
    }
}
