package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded and computed bytes: requests of other clients are understood, our answers and calls look like the real ones. */
class FixturesTest {

    private static String fixture(String name) {
        try (var in = Objects.requireNonNull(FixturesTest.class.getResourceAsStream("/fixtures/robokassa/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SandboxOptions shop(String login, String password1, String password2, String password3) {
        var passwords = new RobokassaOptions.Passwords(password1, password2, password3, "pass1", "test_pass2");
        return SandboxOptions.defaults().withSmtpPort(-1).withRobokassa(RobokassaOptions.defaults().withShop(login, passwords, "md5"));
    }

    static Stream<List<String>> vectors() {
        return Json.MAPPER.readTree(fixture("signature_vectors.json")).path("vectors").valueStream()
                .map(v -> List.of(v.path("algorithm").asString().toUpperCase(Locale.ROOT), v.path("base").asString(), v.path("hex").asString()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hashesEveryVector(List<String> vector) {
        assertThat(Hashing.valueOf(vector.get(0)).hex(vector.get(1))).isEqualTo(vector.get(2));
    }

    @Test
    void signsPaymentsAsTheVectorsDo() {
        assertThat(base("MerchantLogin=robo-demo&OutSum=10.00&OutSumCurrency=USD&UserIp=127.0.0.1", "password#1"))
                .isEqualTo("robo-demo:10.00::USD:127.0.0.1:password#1");
        assertThat(base("MerchantLogin=demo&OutSum=1.00&InvId=1570&StepByStep=true", "p1")).isEqualTo("demo:1.00:1570:true:p1");
        assertThat(base("MerchantLogin=demo&OutSum=990.00&invoiceID=1001&Shp_plan=pro&Shp_account=42&IsTest=1&Recurring=true", "pass1"))
                .isEqualTo("demo:990.00:1001:pass1:Shp_account=42:Shp_plan=pro");
        assertThat(base("MerchantLogin=demo&OutSum=990.00", "pass1")).isEqualTo("demo:990.00::pass1");
    }

    private static String base(String query, String password) {
        return Signature.ofPayment(Params.of(new Call("GET", "/", Map.of(), query, new byte[0]))).base(password);
    }

    @Test
    void opensTheLinkOfAnotherClient() {
        try (var sandbox = Sandbox.start(shop("login", "live", "pass2", "pass3").withStartAt(Instant.parse("2016-01-01T00:00:00Z")))) {
            var site = new Site(sandbox);
            var query = fixture("checkout_shp_with_spaces.url").strip().replaceFirst(".*\\?", "");

            var opened = site.open("/robokassa/Merchant/Index.aspx?" + query);

            assertThat(opened.status()).isEqualTo(303);
            assertThat(site.look("/payments/robokassa/53").at("/internal/terms/shp/Shp_bar")).isEqualTo("bar value");
            site.advance("P30D");
            assertThat(site.open("/robokassa/Merchant/Index.aspx?" + query).text()).contains("33");
        }
    }

    @Test
    void takesHoldsOfAnotherClient() {
        try (var sandbox = Sandbox.start(shop("demo", "p1", "p2", "p3"))) {
            var site = new Site(sandbox);

            assertThat(site.post("/robokassa/Merchant/Index.aspx", fixture("holding_init.request.form"), "application/x-www-form-urlencoded").status())
                    .isEqualTo(303);
            assertThat(site.control("/pay/robokassa/1570", "{\"card\":\"5555555555554444\"}").at("/status")).isEqualTo("20");
            assertThat(site.post("/robokassa/Merchant/Payment/Confirm", fixture("holding_confirm.request.form"), "application/x-www-form-urlencoded").text())
                    .isEqualTo("OK1570");
            assertThat(site.charges()).isOne();
        }
        try (var sandbox = Sandbox.start(shop("merchant", "password1", "p2", "p3"))) {
            var site = new Site(sandbox);
            var signature = Hashing.MD5.hex("merchant:10.00:15:true:password1:Shp_order=25");
            site.open("/robokassa/Merchant/Index.aspx?MerchantLogin=merchant&OutSum=10.00&InvId=15&StepByStep=true&Shp_order=25&SignatureValue=" + signature);
            site.control("/pay/robokassa/15", "{\"card\":\"5555555555554444\"}");

            assertThat(site.post("/robokassa/Merchant/Payment/Cancel", fixture("holding_cancel_with_outsum.request.form"), "application/x-www-form-urlencoded")
                    .text()).isEqualTo("OK15");
            assertThat(site.charges()).isZero();
        }
    }

    @Test
    void takesTheRecurringPaymentOfAnotherClient() {
        try (var sandbox = Sandbox.start(shop("demo", "p1", "p2", "p3"))) {
            var site = new Site(sandbox);
            site.open("/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=10.00&InvId=154&Recurring=true&SignatureValue=" + Hashing.MD5.hex("demo:10.00:154:p1"));
            site.control("/pay/robokassa/154", "{\"card\":\"5555555555554444\"}");

            var answer = site.post("/robokassa/Merchant/Recurring", fixture("recurring_child.request.form"), "application/x-www-form-urlencoded");

            assertThat(answer.text()).isEqualTo(fixture("recurring_child_ok.response.txt").strip());
        }
    }

    @Test
    void takesTokensOfOtherClients() {
        try (var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "test_secret_password3"))) {
            var site = new Site(sandbox);
            assertThat(site.post("/robokassa/RefundService/Refund/Create", fixture("refund_create_partial.jwt").strip(), "application/jwt").json())
                    .as("signed well, for an operation that is not here").isEqualTo(Json.MAPPER.readTree("{\"success\":false,\"message\":\"Invalid operation key\",\"requestId\":null}"));

            var created = site.post("/robokassa/InvoiceServiceWebApi/api/CreateInvoice", fixture("invoice_create_md5.body").strip(), "application/json");
            assertThat(created.json().propertyNames()).containsExactlyInAnyOrderElementsOf(Json.MAPPER.readTree(fixture("invoice_create_ok_full.response.json")).propertyNames());
            assertThat(created.at("/invId")).isEqualTo("1001");
            assertThat(site.open(created.at("/url")).answer().headers().firstValue("Location").orElseThrow()).endsWith("/checkout/robokassa/1001");
        }
        try (var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "password3"))) {
            var site = new Site(sandbox);
            assertThat(site.post("/robokassa/RefundService/Refund/Create", fixture("refund_create_json_string.body").strip(), "application/json").at("/message"))
                    .isEqualTo("Invalid operation key");
            assertThat(site.post("/robokassa/RefundService/Refund/Create", fixture("refund_create_partial.jwt").strip(), "application/jwt").at("/message"))
                    .as("another password").isEqualTo("Invalid token");
        }
    }

    @Test
    void callsTheShopAsItWasRecorded() {
        try (var receiver = new ResultReceiver(); var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "pass3"))) {
            var site = new Site(sandbox);
            site.configure("\"fee_percent\":2,\"webhook_url\":\"" + receiver.url() + "\"");
            site.open("/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=990.00&InvId=1001&Shp_plan=pro&Shp_account=42&Email=user%40example.com"
                    + "&SignatureValue=f4ed20fe61323a4fbda324a5dd53c5b4");
            var paid = site.control("/pay/robokassa/1001", "{\"card\":\"5555555555554444\"}");
            site.open("/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=94.72&InvId=1002&IsTest=1&SignatureValue=" + Hashing.MD5.hex("demo:94.72:1002:pass1"));
            site.control("/pay/robokassa/1002", "{\"card\":\"5555555555554444\"}");
            site.flush();

            assertThat(receiver.results()).extracting(ResultReceiver.Received::body)
                    .containsExactlyInAnyOrder(fixture("result_live_md5.form").strip(), fixture("result_test_mode.form").strip());
            assertThat(paid.at("/return_url")).endsWith("?" + fixture("success_redirect.form").strip());
            site.control("/webhooks/send", "{\"provider\":\"robokassa\",\"event\":\"result\",\"type\":\"tampered\",\"object\":{\"InvId\":\"1001\",\"Shp_account\":\"43\"}}");
            site.flush();
            assertThat(receiver.results().getLast().body()).isEqualTo(fixture("result_tampered_shp.form").strip());
        }
    }

    @Test
    void refusesTheWrongOrder() {
        try (var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "pass3"))) {
            var refused = new Site(sandbox).open("/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=990.00&InvId=1001&Shp_plan=pro&Shp_account=42"
                    + "&SignatureValue=49b82c99eaad7225a5b1aaeaafb993c7");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("29").doesNotContain("pass1");
        }
    }

    @Test
    void readsTheReceiptInTheEncodingsOfTheSdks() {
        var receipt = "{\"sno\":\"osn\",\"items\":[{\"name\":\"Подписка Pro\",\"quantity\":1,\"sum\":990.00,\"payment_method\":\"full_payment\","
                + "\"payment_object\":\"service\",\"tax\":\"none\"}]}";
        try (var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "pass3"))) {
            var site = new Site(sandbox);
            var link = "/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=990.00&InvId=1001&Receipt=" + Site.encoded(receipt) + "&SignatureValue=";

            assertThat(site.open(link + "1bf028c5f5d33f89fd2f628c44c865d6").status()).as("raw").isEqualTo(303);
            assertThat(site.open(link + "c6078af69d534b8dc9be080737f377c6").text()).as("strict").contains("29");
            site.configure("\"lenient_signatures\":true");
            assertThat(site.open(link + "c6078af69d534b8dc9be080737f377c6").status()).as("%20").isEqualTo(303);
            assertThat(site.open(link + "217bc6248f07a58bcb87d75a0d02df58").status()).as("+").isEqualTo(303);
            assertThat(site.open(link + "217bc6248f07a58bcb87d75a0d02df59").text()).contains("29");
        }
    }

    @Test
    void showsOperationsAsTheyWereCaptured() {
        try (var sandbox = Sandbox.start(shop("demo", "pass1", "pass2", "pass3"))) {
            var site = new Site(sandbox);
            site.open("/robokassa/Merchant/Index.aspx?MerchantLogin=demo&OutSum=100.00&InvId=42&Shp_order_id=42&SignatureValue="
                    + Hashing.MD5.hex("demo:100.00:42:pass1:Shp_order_id=42"));
            site.control("/pay/robokassa/42", "{\"card\":\"4111111111111111\"}");
            var path = "/robokassa/Merchant/WebService/Service.asmx/OpStateExt?MerchantLogin=demo&InvoiceID=";

            var paid = site.open(path + "42&Signature=c19bc55aa75af68a6e4708c6dad3d4c0");

            assertThat(paid.answer().headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
            assertThat(shape(paid.text())).isEqualTo(shape(fixture("opstate_100_paid_userfield.xml")));
            assertThat(paid.xml("IncAccount")).isEqualTo("411111******1111");
            assertThat(paid.xml("OutSum")).isEqualTo("97.00");
            assertThat(paid.xml("StateDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}\\+03:00");
            var unknown = site.open(path + "43&Signature=" + Hashing.MD5.hex("demo:43:pass2").toUpperCase(Locale.ROOT));
            assertThat(unknown.text().strip()).isEqualTo(fixture("opstate_result3_with_description.xml").strip());
            var service = "/robokassa/Merchant/WebService/Service.asmx/";
            assertThat(site.open(service + "CalcOutSumm?MerchantLogin=demo&IncSum=100.00&Signature=" + Hashing.MD5.hex("demo:100.00:pass1")).xml("OutSum")).isEqualTo("97.00");
            assertThat(site.open(service + "GetCurrencies?MerchantLogin=demo&Language=ru").text()).contains("<CurrenciesList xmlns=", "Label=\"BankCardPSR\" Alias=\"BankCard\"");
            assertThat(site.open(service + "GetPaymentMethods?MerchantLogin=demo&Language=en").text()).contains("<PaymentMethodsList xmlns=", "<Method Code=\"SBP\"");
        }
    }

    /** Every tag in order, with the namespace and without the values. */
    private static List<String> shape(String xml) {
        return Pattern.compile("<[^>]+>").matcher(xml).results().map(match -> match.group()).toList();
    }

    @Test
    void tellsOfAHoldAsTheSampleDoes() {
        try (var receiver = new ResultReceiver(); var sandbox = Sandbox.start(shop("demo", "p1", "p2", "p3"))) {
            var site = new Site(sandbox);
            site.configure("\"webhook_url\":\"" + receiver.url() + "\"");
            site.post("/robokassa/Merchant/Index.aspx", fixture("holding_init.request.form"), "application/x-www-form-urlencoded");
            site.control("/pay/robokassa/1570", "{\"card\":\"5555555555554444\"}");
            site.flush();

            var ours = receiver.at("result2").getFirst().body().split("\\.");
            var sample = fixture("resulturl2_hold_ok.jws").strip().split("\\.");
            assertThat(ours[0]).isEqualTo(sample[0]);
            assertThat(normal(ours[1])).isEqualTo(normal(sample[1]));
            assertThat(normal(fixture("resulturl2_official_sample.jws").split("\\.")[1])).isEqualTo(normal(ours[1])
                    .replace("demo", "robo-demo-test").replace("1570", "1234829").replace("\"1.00\"", "\"10.00\""));
        }
    }

    /** The payload with what differs from time to time put out. */
    private static String normal(String payload) {
        return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
                .replaceAll("\"timestamp\":\"\\d+\"", "\"timestamp\":\"\"").replaceAll("\"opKey\":\"[^\"]+\"", "\"opKey\":\"\"");
    }
}
