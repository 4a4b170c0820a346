package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.robokassa.ResultReceiver.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ResultURL and Result2: what is sent, what counts as heard, how often it is said again, and what a forger sends. */
class ResultTest {

    private ResultReceiver receiver;
    private Sandbox sandbox;
    private Site site;

    @BeforeEach
    void start() {
        receiver = new ResultReceiver();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1)
                .withRobokassa(RobokassaOptions.defaults().withWebhookUrl(receiver.url())));
        site = new Site(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    private void paid(long number, String... more) {
        site.pay(number, Site.GOOD, site.link(number, "990.00", more));
    }

    private String status(String event) {
        for (var delivery : site.look("/webhooks").json().path("deliveries")) {
            if (delivery.path("event").asString().equals(event)) {
                return delivery.path("status").asString() + " " + delivery.path("tries").asInt();
            }
        }
        return "none";
    }

    @Test
    void signsWithTheSecondPassword() {
        paid(7, "Shp_b", "2", "Shp_a", "Кино");
        site.flush();

        var result = receiver.results().getFirst();
        assertThat(result.method()).isEqualTo("POST");
        assertThat(result.contentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(result.fields().get("SignatureValue"))
                .isEqualTo(Site.sha256("990.000000:7:" + Site.PASSWORD2 + ":Shp_a=Кино:Shp_b=2").toUpperCase(Locale.ROOT));
        assertThat(result.fields().get("Fee")).isEqualTo("29.700000");
        assertThat(status("result")).isEqualTo("delivered 1");
    }

    @Test
    void callsByGetWhereTheShopWantsThat() {
        site.configure("\"result_method\":\"GET\"");
        paid(7, "Shp_a", "1");
        site.flush();

        var result = receiver.results().getFirst();
        assertThat(result.method()).isEqualTo("GET");
        assertThat(result.fields()).containsEntry("OutSum", "990.000000").containsEntry("Shp_a", "1");
        assertThat(receiver.at("result2").getFirst().method()).as("always").isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource({"200, OK9", "200, '<html>OK8</html>'", "200, 'OK8\n'", "200, ''", "500, OK8", "201, OK8"})
    void hearsNothingButTheExactWord(int status, String text) {
        site.configure("\"result2\":false,\"retries\":[\"PT2H\",\"PT2H\"],\"outcome_delay\":\"PT1H\"");
        site.paidMother(7, Site.GOOD);
        site.flush();
        receiver.answer(n -> n < 4 ? new Reply(status, text) : null);
        site.charge(8, 7, "990.00");
        site.advance("PT1H");
        assertThat(delivery("8")).isEqualTo("retrying 1");
        site.advance("PT2H");
        assertThat(delivery("8")).isEqualTo("retrying 2");
        site.advance("PT2H");

        assertThat(delivery("8")).isEqualTo("delivered 3");
        assertThat(receiver.results().stream().skip(1).map(ResultReceiver.Received::body).distinct()).hasSize(1);
    }

    private String delivery(String id) {
        for (var delivery : site.look("/webhooks").json().path("deliveries")) {
            if (delivery.path("object_id").asString().equals(id)) {
                return delivery.path("status").asString() + " " + delivery.path("tries").asInt();
            }
        }
        return "none";
    }

    @Test
    void givesUpAtTheEndOfTheLadder() {
        site.configure("\"result2\":false,\"retries\":[\"PT1M\",\"PT1M\"]");
        receiver.answer(_ -> new Reply(200, "later"));
        paid(7);
        for (int i = 0; i < 5; i++) {
            site.advance("PT1M");
        }

        assertThat(status("result")).isEqualTo("gave_up 3");
        receiver.answer(_ -> null);
        site.control("/webhooks/replay", "{\"payment_id\":\"7\"}");
        site.flush();
        assertThat(receiver.results()).hasSize(4);
    }

    @Test
    void signsResult2WithTheKeyOfTheCertificate() throws GeneralSecurityException {
        paid(7);
        site.flush();

        var token = receiver.at("result2").getFirst().body();
        assertThat(verified(token)).isTrue();
        var payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(payload).contains("\"shop\":\"kopeck\"", "\"invId\":\"7\"", "\"incSum\":\"990.00\"", "\"state\":\"OK\"", site.opKey(7));
        site.control("/webhooks/send", "{\"provider\":\"robokassa\",\"event\":\"result2\",\"type\":\"tampered\",\"object\":{\"invId\":\"7\",\"incSum\":\"1.00\"}}");
        site.control("/webhooks/send", "{\"provider\":\"robokassa\",\"event\":\"result2\",\"type\":\"forged\",\"object\":{\"invId\":\"7\"}}");
        site.flush();
        assertThat(receiver.at("result2").stream().skip(1).map(ResultReceiver.Received::body)).hasSize(2).allMatch(forged -> !verified(forged));
    }

    private boolean verified(String token) {
        try {
            var pem = site.open("/robokassa/result2.pem").text();
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            certificate.verify(certificate.getPublicKey());
            var parts = token.split("\\.");
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(certificate);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void repeatsResult2FiveTimesAtMost() {
        receiver.answer(n -> new Reply(500, "OK7"));
        paid(7);
        for (int i = 0; i < 20; i++) {
            site.advance("P1D");
        }

        assertThat(status("result2")).isEqualTo("gave_up 6");
        assertThat(status("result")).isEqualTo("gave_up 11");
    }

    @Test
    void sendsResult2WhereThePaymentWantsIt() {
        var own = receiver.url() + "/mine";
        paid(7, "ResultUrl2", own);
        site.flush();

        assertThat(receiver.at("mine")).hasSize(1);
        assertThat(receiver.at("result2")).isEmpty();
    }

    @Test
    void tellsOfTestPaymentsByResultUrlAlone() {
        paid(7, "IsTest", "1", "Email", "user@example.com");
        site.flush();

        assertThat(receiver.at("result2")).isEmpty();
        var result = receiver.results().getFirst().fields();
        assertThat(result).containsEntry("IsTest", "1").containsEntry("EMail", "").containsEntry("Fee", "0.0").containsEntry("OutSum", "990.00");
        assertThat(result.get("SignatureValue")).isEqualTo(Site.sha256("990.00:7:sandbox_test2").toUpperCase(Locale.ROOT));
        assertThat(status("result")).isEqualTo("delivered 1");
    }

    @Test
    void forgesWithAndWithoutThePassword() {
        paid(7, "Shp_a", "1");
        site.flush();

        var send = "{\"provider\":\"robokassa\",\"event\":\"result\",\"object\":{\"InvId\":\"7\",\"OutSum\":\"1.000000\"},\"type\":\"%s\",\"source\":\"203.0.113.9\"}";
        for (var how : new String[] {"signed", "tampered", "forged"}) {
            assertThat(site.control("/webhooks/send", send.formatted(how)).status()).isEqualTo(202);
            site.flush();
        }

        var right = Site.sha256("1.000000:7:" + Site.PASSWORD2 + ":Shp_a=1").toUpperCase(Locale.ROOT);
        assertThat(receiver.results()).hasSize(4);
        assertThat(receiver.results().stream().skip(1).map(one -> one.fields().get("OutSum"))).containsOnly("1.000000");
        assertThat(receiver.results().stream().skip(1).map(one -> one.fields().get("SignatureValue").equals(right))).containsExactly(true, false, false);
        assertThat(site.control("/webhooks/send", send.formatted("sweet")).status()).isEqualTo(400);
        assertThat(site.control("/webhooks/send", send.formatted("signed").replace("\"7\"", "\"8\"")).status()).isEqualTo(400);
    }

    @Test
    void duplicatesReordersAndDrops() {
        site.configure("\"result2\":false");
        site.fault("webhook", "duplicate_webhook", ",\"match\":\"InvId=7&\"");
        site.fault("webhook", "drop_webhook", ",\"match\":\"Shp_order=lost\"");
        paid(7);
        paid(8, "Shp_order", "lost");
        site.flush();

        assertThat(receiver.results()).extracting(one -> one.fields().get("InvId")).containsExactly("7", "7");
        site.fault("webhook", "reorder_webhooks", "");
        paid(9);
        paid(10);
        site.flush();
        assertThat(receiver.results().stream().skip(2).map(one -> one.fields().get("InvId"))).containsExactly("10", "9");
    }
}
