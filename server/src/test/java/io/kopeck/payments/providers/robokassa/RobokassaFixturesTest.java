package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.Payer;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.platform.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Texts that other clients' authors met, and signatures made elsewhere; see the README beside the files. Each one is offered
 * to every reader: it is understood where it belongs, and nowhere else.
 */
class RobokassaFixturesTest {

    private static final Path DIRECTORY = directory();
    private static final Money HUNDRED = new Money(10_000, Currency.RUB);

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open(Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    static Stream<String> all() {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> vectors() {
        return StreamSupport.stream(Json.read(text("signature_vectors.json")).path("vectors").spliterator(), false);
    }

    // --- every reader, every file

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyStatesForStates(String file) {
        stub.answer(200, text(file));

        var outcome = acquirer.fetch(new ProviderReference("1001", HUNDRED));

        switch (file) {
            case "opstate_100_paid_userfield.xml", "opstate_100_short_fraction.xml" -> assertThat(outcome)
                    .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                    .returns("1001", succeeded -> succeeded.payment().id())
                    .returns(HUNDRED, succeeded -> succeeded.payment().amount());
            case "opstate_100_no_namespace.xml" -> assertThat(outcome).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                    .returns(new Money(1_000, Currency.RUB), succeeded -> succeeded.payment().amount());
            case "opstate_20_hold.xml" -> assertThat(outcome).asInstanceOf(type(ChargeOutcome.Held.class))
                    .returns(HUNDRED, held -> held.payment().amount())
                    .returns(Instant.parse("2026-04-30T21:29:00Z"), ChargeOutcome.Held::expiresAt);
            case "opstate_5_initiated.xml", "opstate_80_suspended.xml" ->
                    assertThat(outcome).isInstanceOf(ChargeOutcome.Pending.class);
            case "opstate_result3_with_description.xml" -> assertThat(outcome).asInstanceOf(type(ChargeOutcome.Rejected.class))
                    .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
            default -> assertThat(outcome).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    @Test
    void showsPaidCardWithoutItsNumber() {
        stub.answer(200, text("opstate_100_paid_userfield.xml"));

        assertThat(acquirer.fetch(new ProviderReference("1001", HUNDRED))).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .extracting(ChargeOutcome.Succeeded::payment).extracting(ProviderPayment::method)
                .returns("411111", method -> method.first6())
                .returns("1111", method -> method.last4())
                .returns(false, method -> method.saved());
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyTheNumberForCreated(String file) {
        stub.answer(200, text(file));

        var outcome = acquirer.charge(new ChargeRequest(
                new ChargeReference(UUID.randomUUID(), 1, 156), "key", HUNDRED, "Pro", true, false, "154", null,
                Instant.parse("2026-03-01T12:00:00Z"), new Payer(UUID.randomUUID(), null, null), null));

        assertThat(outcome).isInstanceOf(
                file.equals("recurring_child_ok.response.txt") ? ChargeOutcome.Pending.class : ChargeOutcome.Rejected.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyWhatIsSignedForNotification(String file) {
        var reading = acquirer.read(webhook("POST", "result", "", text(file)));

        switch (file) {
            case "result_live_md5.form" -> assertThat(reading).isEqualTo(new WebhookReading.Notice(
                    "result:1001:990.000000", WebhookReading.Subject.PAYMENT, "1001", null, answer("OK1001")));
            default -> assertThat(reading).isInstanceOf(WebhookReading.Forged.class);
        }
        var inTestShop = open(Map.of("is_test", "true")).read(webhook("POST", "result", "", text(file)));
        switch (file) {
            case "result_test_mode.form" -> assertThat(inTestShop).asInstanceOf(type(WebhookReading.Ignored.class))
                    .returns(answer("OK1002"), WebhookReading.Ignored::answer);
            default -> assertThat(inTestShop).isInstanceOf(WebhookReading.Forged.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyAcceptanceForRefund(String file) {
        stub.answer(200, text("opstate_100_paid_userfield.xml")).answer(200, text(file));

        var outcome = acquirer.refund(new RefundRequest(UUID.randomUUID(), "1001", "key", HUNDRED, true, "", null));

        switch (file) {
            case "refund_create_ok.response.json" -> assertThat(outcome).asInstanceOf(type(RefundOutcome.Pending.class))
                    .returns("cf15fd52-d2d1-4fc4-b9c0-25310e3bdded", pending -> pending.refund().id());
            case "refund_create_invalid_opkey.response.json" -> assertThat(outcome).isInstanceOf(RefundOutcome.Rejected.class);
            default -> assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyStatesOfThisRefundForStates(String file) {
        stub.answer(200, text(file));

        var one = acquirer.fetchRefund(new ProviderReference("cf15fd52-d2d1-4fc4-b9c0-25310e3bdded", HUNDRED));
        var other = acquirer.fetchRefund(new ProviderReference("rid-1", HUNDRED));

        assertThat(one).isInstanceOf(switch (file) {
            case "refund_state_canceled.response.json" -> RefundOutcome.Declined.class;
            case "refund_state_not_found.response.json" -> RefundOutcome.Rejected.class;
            default -> RefundOutcome.Unknown.class;
        });
        if (file.equals("refund_state_finished_6dp.response.json")) {
            assertThat(other).isEqualTo(new RefundOutcome.Succeeded(
                    new RefundOutcome.ProviderRefund("rid-1", null, new Money(100, Currency.RUB), null)));
        } else {
            assertThat(other).isNotInstanceOfAny(RefundOutcome.Succeeded.class, RefundOutcome.Pending.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyItsCodesForSecondReceipt(String file) {
        stub.answer(200, text(file));
        var receipts = new ClosingReceipts(
                new RobokassaApi(new OutboundHttp(), RobokassaApi.Hosts.under(URI.create(stub.url())), Duration.ofSeconds(10)),
                shop("demo", "pass1"));
        var receipt = new Receipt("anna@example.org", null, null, List.of(
                new Receipt.Line("Pro", 1, HUNDRED, 1, "service", "full_payment")));

        assertThat(receipts.attach(2001, "1001", receipt, HUNDRED, URI.create("https://shop.example/"))).isInstanceOf(
                file.equals("second_receipt_attach_ok.response.json") ? ClosingReceipts.Outcome.Done.class : ClosingReceipts.Outcome.Unknown.class);
        assertThat(receipts.status(2001)).isInstanceOf(ClosingReceipts.Outcome.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesOnlyTokenOfTheCertificateForResult2(String file) {
        var shop = open(Map.of("result2_certificate", text("resulturl2_hold_ok.cert.pem")));
        var escaped = open(Map.of("result2_certificate", text("resulturl2_hold_ok.cert.pem").replace("\n", "\\n")));

        var reading = shop.read(webhook("POST", "result2", "", text(file)));

        assertThat(reading).isInstanceOf(
                file.equals("resulturl2_hold_ok.jws") ? WebhookReading.Notice.class : WebhookReading.Forged.class);
        assertThat(escaped.read(webhook("POST", "result2", "", text(file)))).isEqualTo(reading);
        assertThat(acquirer.read(webhook("POST", "result2", "", text(file)))).isInstanceOf(
                file.equals("resulturl2_hold_ok.jws") ? WebhookReading.Ignored.class : WebhookReading.Forged.class);
        assertThat(shop.read(webhook("POST", "elsewhere", "", text(file)))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void agreesWithTokenOfAnotherClient() {
        assertThat(Tokens.sign(
                "{\"OpKey\":\"0005F891-8CCD-434B-8455-816AFFFDBF37-0VOisWikFF\",\"RefundSum\":5.5}", "test_secret_password3"))
                .isEqualTo(text("refund_create_partial.jwt").strip());
        assertThat(Json.write(Tokens.sign("{\"OpKey\":\"op-key-1\"}", "password3")))
                .isEqualTo(text("refund_create_json_string.body").strip());
    }

    @Test
    void readsNotificationFromQueryToo() {
        assertThat(acquirer.read(webhook("GET", "result", text("result_live_md5.form"), "")))
                .isEqualTo(acquirer.read(webhook("POST", "result", "", text("result_live_md5.form"))))
                .isInstanceOf(WebhookReading.Notice.class);
    }

    // --- signatures

    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithEverySignature(JsonNode vector) {
        var hash = Hash.named(Json.text(vector, "algorithm"));
        var base = Json.text(vector, "base");
        var hex = Json.text(vector, "hex");

        assertThat(hash.hex(base)).isEqualTo(hex);
        assertThat(hash.matches(base, hex.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(hash.matches(base + " ", hex)).isFalse();
        assertThat(hash.matches(base, "")).isFalse();
    }

    @Test
    void composesWhatTheVectorsSign() {
        var none = new TreeMap<String, String>();
        var receipt = "{\"sno\":\"osn\",\"items\":[{\"name\":\"Подписка Pro\",\"quantity\":1,\"sum\":990.00,"
                + "\"payment_method\":\"full_payment\",\"payment_object\":\"service\",\"tax\":\"none\"}]}";

        assertThat(shop("demo", "pass1").signed("990.00", "1001", new TreeMap<>(Map.of("Shp_plan", "pro", "Shp_account", "42"))))
                .isEqualTo("f4ed20fe61323a4fbda324a5dd53c5b4");
        assertThat(shop("demo", "pass1").signed("990.00", "", none)).isEqualTo("dc495ce86187f667260d6af7972c61bc");
        assertThat(shop("robo-demo", "password#1").signed("10.00", "", none, "USD", "127.0.0.1"))
                .isEqualTo("9113fcc7a218deb0b5bc1c9c8e28c513");
        assertThat(shop("demo", "pass1").signed("990.00", "1001", none, receipt)).isEqualTo("1bf028c5f5d33f89fd2f628c44c865d6");
        assertThat(shop("demo", "p1").signed("1.00", "1570", none, null, "true")).isEqualTo("24d5182911160f4ea2d09c3d6c4c1f7f");
        assertThat(shop("demo", "p1").signed("10.00", "156", none)).isEqualTo("628c1b668c5eb751394e33ebf5ef66e2");
        assertThat(shop("demo", "p1").signed("1.00", "1570", none)).isEqualTo("6908cde27bb756a794e947300ba99a95");
        assertThat(shop("demo", "p1").signed("", "1570", none)).isEqualTo("2002c1d567c4ad66acf23757bf766688");
        assertThat(shop("merchant", "password1").signed("", "15", new TreeMap<>(Map.of("Shp_order", "25"))))
                .isEqualTo("6064cb307aadb0095b2a6c906a37ddf7");
        assertThat(shop("demo", "pass1").signedQuestion("42")).isEqualTo("c19bc55aa75af68a6e4708c6dad3d4c0");
    }

    /** Another client's link: its own fields are signed decoded, the space as a space. */
    @Test
    void agreesWithLinkOfAnotherClient() {
        var fields = Form.read(URI.create(text("checkout_shp_with_spaces.url").strip()).getRawQuery());

        assertThat(shop("login", "pass1").signed(
                fields.get("OutSum"), fields.get("InvId"), References.among(fields), fields.get("OutSumCurrency")))
                .isEqualTo(fields.get("SignatureValue"));
    }

    @Test
    void agreesWithFormsOfOtherClients() {
        var recurring = Form.read(text("recurring_child.request.form"));
        assertThat(shop("demo", "p1").signed(recurring.get("OutSum"), recurring.get("InvoiceID"), References.among(recurring)))
                .isEqualTo(recurring.get("SignatureValue"));
        var confirm = Form.read(text("holding_confirm.request.form"));
        assertThat(shop("demo", "p1").signed(confirm.get("OutSum"), confirm.get("InvoiceID"), References.among(confirm)))
                .isEqualTo(confirm.get("SignatureValue"));
        var cancel = Form.read(text("holding_cancel_with_outsum.request.form"));
        assertThat(shop("merchant", "password1").signed("", cancel.get("InvoiceID"), References.among(cancel)))
                .isEqualTo(cancel.get("SignatureValue"));
        var hold = Form.read(text("holding_init.request.form"));
        assertThat(shop("demo", "p1").signed(
                hold.get("OutSum"), hold.get("InvId"), References.among(hold), hold.get("StepByStep")))
                .isEqualTo(hold.get("SignatureValue"));
        var success = Form.read(text("success_redirect.form"));
        assertThat(new Shop("demo", "", "pass1", null, Hash.MD5, false).isSigned(
                success.get("SignatureValue"), success.get("OutSum"), success.get("InvId"), References.among(success)))
                .isTrue();
    }

    private static Shop shop(String login, String password1) {
        return new Shop(login, password1, "pass2", null, Hash.MD5, false);
    }

    private static WebhookReading.Answer answer(String body) {
        return new WebhookReading.Answer(200, "text/plain", body);
    }

    private static InboundWebhook webhook(String method, String kind, String query, String body) {
        return new InboundWebhook(method, kind, query, Map.of(), "185.59.216.65", body);
    }

    private Acquirer open(Map<String, String> more) {
        var values = new HashMap<>(Map.of("login", "demo", "password1", "pass1", "password2", "pass2", "password3", "pass3", "test_password1", "test_pass1", "test_password2", "test_pass2",
                "hash", "md5", "api_url", stub.url()));
        values.putAll(more);
        return new RobokassaProvider(new OutboundHttp()).open(new AccountSettings("main", values, true));
    }

    private static String text(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(RobokassaFixturesTest.class.getResource("/fixtures/robokassa/README.md").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
