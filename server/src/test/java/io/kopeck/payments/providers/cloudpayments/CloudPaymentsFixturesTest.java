package io.kopeck.payments.providers.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.CardPackets;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.PacketOutcome;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.Subject;
import io.kopeck.platform.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What the provider's documentation and other clients' authors show; see the README beside the files. Each one is offered
 * to every reader: it is understood where it belongs, and nowhere else.
 */
class CloudPaymentsFixturesTest {

    private static final Path DIRECTORY = directory();
    private static final Instant SENT_AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<String> PAYMENTS = List.of(
            "cards_auth_authorized_full.response.json", "cards_auth_authorized_legacy.response.json",
            "cards_charge_declined_5051.response.json", "find_completed.response.json", "get_completed_full.response.json",
            "get_declined.response.json", "post3ds_completed.response.json", "tokens_auth_declined.response.json",
            "tokens_charge_completed_legacy.response.json", "tokens_charge_declined_full.response.json");
    private static final List<String> ORDERS = List.of("order_created.response.json");

    /** Refused changes; a text is not always there. */
    private static final List<String> REFUSALS = List.of(
            "cards_charge_amount_required.response.json", "confirm_failed_null_message.response.json",
            "find_not_found.response.json", "refund_failed_null_message.response.json",
            "void_failed_with_message.response.json");

    /** Answers that name a transaction and nothing of it, as an accepted refund does. */
    private static final List<String> NUMBERS = List.of("refund_ok.response.json", "sbp_link_created.response.json");

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open("x");

    @AfterEach
    void close() {
        stub.close();
    }

    static Stream<String> json() {
        return files(".json");
    }

    static Stream<String> forms() {
        return files(".form");
    }

    static Stream<JsonNode> vectors() {
        return json("webhook_hmac_vectors.json").path("vectors").valueStream();
    }

    @Test
    void readsSuccess() {
        assertThat(payment("get_completed_full.response.json")).isEqualTo(new ChargeOutcome.Succeeded(new ProviderPayment(
                "897749645", null, rub(15_900), null, null, null,
                new ProviderMethod("success_eb250528-bd9e-4de7-bb49-9e0b546351d3", true, "bank_card", "Visa *4242",
                        "Visa", "424242", "4242", 12, 2025))));
    }

    @ParameterizedTest
    @CsvSource({"find_completed", "post3ds_completed", "tokens_charge_completed_legacy"})
    void readsSuccessOfOldShape(String name) {
        assertThat(payment(name + ".response.json")).isEqualTo(new ChargeOutcome.Succeeded(new ProviderPayment(
                "12345", null, rub(1_000), null, null, null,
                new ProviderMethod("a4e67841-abb0-42de-a364-d1d8f9f4b3c0", true, "bank_card", "Visa *1111",
                        "Visa", "411111", "1111", null, null))));
    }

    @Test
    void readsHoldsByStatusDespiteTheCodeBesideIt() {
        assertThat(payment("cards_auth_authorized_full.response.json")).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns("891510444", held -> held.payment().id())
                .returns(Instant.parse("2021-11-01T08:23:44.739Z"), ChargeOutcome.Held::expiresAt);
        assertThat(payment("cards_auth_authorized_legacy.response.json")).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns("12345", held -> held.payment().id());
    }

    @ParameterizedTest
    @CsvSource({
        "cards_charge_declined_5051, 12345, 1000", "get_declined, 12345, 1000", "tokens_auth_declined, 12345, 1000",
        "tokens_charge_declined_full, 891583633, 10000"})
    void readsDecline(String name, String id, long minor) {
        assertThat(payment(name + ".response.json")).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("insufficient_funds", ChargeOutcome.Declined::code)
                .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice)
                .satisfies(declined -> assertThat(declined.payment()).isNotNull())
                .satisfies(declined -> assertThat(declined.payment().id()).isEqualTo(id))
                .satisfies(declined -> assertThat(declined.payment().amount()).isEqualTo(rub(minor)));
    }

    @Test
    void fetchesDeclinedPaymentThoughTheAnswerIsNoSuccess() {
        stub.answer(200, text("get_declined.response.json"));

        assertThat(acquirer.fetch(new ProviderReference("12345", rub(1_000)))).isInstanceOf(ChargeOutcome.Declined.class);
    }

    @Test
    void readsOrder() {
        stub.answer(200, text("order_created.response.json"));

        assertThat(acquirer.charge(anOrder())).asInstanceOf(type(ChargeOutcome.Pending.class))
                .returns("gASGZVgUN21hcpPF", pending -> pending.payment().id())
                .returns(rub(1_000), pending -> pending.payment().amount())
                .returns(URI.create("https://orders.cloudpayments.ru/d/gASGZVgUN21hcpPF"), ChargeOutcome.Pending::confirmationUrl);
    }

    @Test
    void readsNumberOfRefund() {
        stub.answer(200, text("refund_ok.response.json")).answer(200, text("find_not_found.response.json"));
        var request = aRefund();

        assertThat(acquirer.refund(request)).isEqualTo(new RefundOutcome.Succeeded(
                new RefundOutcome.ProviderRefund("568", "12345", rub(1_000), request.refundId())));
    }

    @Test
    void confirmsAndVoids() {
        stub.answer(200, text("confirm_ok.response.json")).answer(200, text("find_completed.response.json"));
        assertThat(acquirer.capture(new CaptureRequest("12345", "key", rub(1_000), null)))
                .isInstanceOf(ChargeOutcome.Succeeded.class);

        stub.forget();
        stub.answer(200, text("void_ok.response.json"))
                .answer(200, text("find_completed.response.json").replace("Completed", "Cancelled"));
        assertThat(acquirer.cancelHold(new ProviderReference("12345", rub(1_000)), "key"))
                .isInstanceOf(ChargeOutcome.Declined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "confirm_failed_null_message, refused without a reason", "refund_failed_null_message, refused without a reason",
        "void_failed_with_message, Error message"})
    void readsRefusedChanges(String name, String detail) {
        stub.answer(200, text(name + ".response.json"));

        assertThat(acquirer.capture(new CaptureRequest("12345", "key", rub(1_000), null)))
                .isEqualTo(new ChargeOutcome.Rejected("refused", detail));
        assertThat(acquirer.cancelHold(new ProviderReference("12345", rub(1_000)), "key"))
                .isEqualTo(new ChargeOutcome.Rejected("refused", detail));
        assertThat(acquirer.refund(aRefund())).isEqualTo(new RefundOutcome.Rejected("refused", detail));
    }

    @Test
    void readsMalformedRequest() {
        stub.answer(200, text("cards_charge_amount_required.response.json"));

        assertThat(acquirer.charge(anOrder())).isEqualTo(new ChargeOutcome.Rejected("refused", "Amount is required"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForPayment(String name) {
        assertThat(payment(name) instanceof ChargeOutcome.Unknown).isEqualTo(!PAYMENTS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingForRefundOnItsOwn(String name) {
        if (CloudPaymentsApi.envelope(text(name)) instanceof Reply.Body body) {
            assertThat(RefundAnswers.fromWire(body)).isInstanceOf(RefundOutcome.Unknown.class);
        }
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForAcceptedRefund(String name) {
        stub.answer(200, text(name)).answer(500, "");

        var outcome = acquirer.refund(aRefund());

        boolean numbered = NUMBERS.contains(name)
                || payment(name) instanceof ChargeOutcome.Succeeded || payment(name) instanceof ChargeOutcome.Held;
        assertThat(outcome instanceof RefundOutcome.Pending).isEqualTo(numbered);
        assertThat(outcome).isNotInstanceOf(RefundOutcome.Succeeded.class);
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForOrder(String name) {
        stub.answer(200, text(name));

        assertThat(acquirer.charge(anOrder()) instanceof ChargeOutcome.Pending).isEqualTo(ORDERS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForQuestionOfBank(String name) {
        stub.answer(200, text(name));

        var outcome = ((CardPackets) acquirer).charge(anOrder(), new CardPacket("x", "203.0.113.7", null));

        assertThat(outcome instanceof PacketOutcome.AtBank).isEqualTo(name.startsWith("cards_charge_3ds_required"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingForChargebacks(String name) {
        stub.answer(200, text(name));

        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isInstanceOf(ChargebackListing.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForProofOfAbsence(String name) {
        stub.answer(200, text(name));

        var found = acquirer.find(new SentCharge(Charges.reference(1), rub(1_000), SENT_AT, false, false, false));

        assertThat(found instanceof ChargeOutcome.Rejected(var code, _) && code.equals(ChargeOutcome.Rejected.NOT_FOUND))
                .isEqualTo(name.equals("find_not_found.response.json"));
        assertThat(found).isNotInstanceOfAny(ChargeOutcome.Succeeded.class, ChargeOutcome.Held.class, ChargeOutcome.Declined.class);
    }

    @ParameterizedTest
    @MethodSource("json")
    void takesNothingElseForRefusal(String name) {
        stub.answer(200, text(name));

        assertThat(acquirer.capture(new CaptureRequest("1", "key", rub(1_000), null)) instanceof ChargeOutcome.Rejected)
                .isEqualTo(REFUSALS.contains(name) || name.equals("kkt_receipt_error.response.json") || isDecline(name));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void takesNoFormForAnAnswer(String name) {
        assertThat(CloudPaymentsApi.envelope(text(name))).isInstanceOf(Reply.Nothing.class);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithSignatureVectors(JsonNode vector) {
        var body = text(vector.path("file").stringValue());
        var raw = Map.of("content-hmac", List.of(vector.path("content_hmac").stringValue()));
        var decoded = Map.of("x-content-hmac", List.of(vector.path("x_content_hmac").stringValue()));
        var signature = new Signature(vector.path("secret").stringValue());

        assertThat(signature.isGenuine(raw, body, true)).isTrue();
        assertThat(signature.isGenuine(decoded, body, true)).isTrue();
        assertThat(signature.isGenuine(raw, body + "&x=1", true)).isFalse();
        assertThat(signature.isGenuine(decoded, body + "&x=1", true)).isFalse();
        assertThat(new Signature("another").isGenuine(raw, body, true)).isFalse();
        assertThat(new Signature("another").isGenuine(decoded, body, true)).isFalse();
    }

    @Test
    void hasVectorForEveryForm() {
        assertThat(forms().filter(name -> vectors().noneMatch(vector -> name.equals(vector.path("file").stringValue()))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pay, webhook_pay_token.form, PAYMENT, 666", "fail, webhook_fail_5051.form, PAYMENT, 1701658",
        "confirm, webhook_confirm.form, PAYMENT, 897749645", "cancel, webhook_confirm.form, PAYMENT, 897749645",
        "refund, webhook_refund_partial.form, REFUND, 897750001"})
    void readsNotifications(String kind, String name, Subject subject, String id) {
        assertThat(read(kind, name)).isEqualTo(new WebhookReading.Notice(
                kind + ":" + id, subject, id, null, new WebhookReading.Answer(200, "application/json", "{\"code\":0}")));
    }

    @ParameterizedTest
    @CsvSource({
        "recurrent, webhook_recurrent_rejected.form, 0", "receipt, webhook_receipt.form, 0",
        "check, webhook_check_leading_zeros.form, 10", "pay, webhook_decode_vector.form, 0",
        "refund, webhook_recurrent_rejected.form, 0", "unheard-of, webhook_pay_token.form, 0"})
    void acknowledgesWhatNobodyCanUse(String kind, String name, int code) {
        assertThat(read(kind, name)).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("{\"code\":" + code + "}", ignored -> ignored.answer().body())
                .returns("application/json", ignored -> ignored.answer().contentType())
                .returns(200, ignored -> ignored.answer().status());
    }

    @Test
    void keepsLeadingZeros() {
        var fields = Fields.ofForm(text("webhook_check_leading_zeros.form"));

        assertThat(fields).isNotNull();
        assertThat(fields.text("AccountId")).isEqualTo("000123");
        assertThat(fields.text("InvoiceId")).isEqualTo("000456");
        assertThat(fields.text("CardFirstSix")).isEqualTo("012345");
        assertThat(fields.text("CardLastFour")).isEqualTo("0007");
        assertThat(fields.amount()).isEqualTo(rub(1_050));
    }

    @Test
    void decodesTheWholeText() {
        var fields = Fields.ofForm(text("webhook_decode_vector.form"));

        assertThat(fields).isNotNull();
        assertThat(fields.values()).isEqualTo(Map.of("AccountId", "user+42", "Description", "Hello World"));
    }

    /** Names that other clients send; they may send fewer, and ours are spelled the same. */
    @Test
    void writesRequestsAsOthersDo() {
        stub.answer(500, "");

        acquirer.charge(anOrder());
        assertThat(body().propertyNames()).contains("Amount", "Currency", "Description", "Email", "RequireConfirmation", "SendEmail")
                .containsAll(json("order_create.request.json").propertyNames());
        acquirer.charge(Charges.request(UUID.randomUUID(), 1, "key", rub(1_000), "x", true, false, "token", null, null));
        assertThat(body().propertyNames()).containsAll(json("tokens_charge_completed_legacy.request.json").propertyNames()
                .stream().filter(name -> !name.equals("Name")).toList());
        acquirer.capture(new CaptureRequest("12345", "key", rub(12_000), null));
        assertThat(body().propertyNames()).isEqualTo(json("confirm_ok.request.json").propertyNames());
        acquirer.cancelHold(new ProviderReference("12345", null), "key");
        assertThat(stub.last().body()).isEqualTo(text("void_ok.request.json").strip());
        acquirer.fetch(new ProviderReference("12345", null));
        assertThat(stub.last().body()).isEqualTo(text("get_declined.request.json").strip());
    }

    private WebhookReading read(String kind, String name) {
        var vector = vectors().filter(v -> name.equals(v.path("file").stringValue())).findFirst().orElseThrow();
        return open(vector.path("secret").stringValue()).read(new InboundWebhook("POST", kind, "", Map.of(
                "content-type", List.of("application/x-www-form-urlencoded"),
                "content-hmac", List.of(vector.path("content_hmac").stringValue()),
                "x-content-hmac", List.of(vector.path("x_content_hmac").stringValue())), "185.98.81.1", text(name)));
    }

    private Acquirer open(String secret) {
        return new CloudPaymentsProvider(new OutboundHttp()).open(new AccountSettings(
                "main", Map.of("public_id", "test_api_x", "api_secret", secret, "api_url", stub.url()), true));
    }

    private JsonNode body() {
        var body = Json.read(stub.last().body());
        assertThat(body).isNotNull();
        return body;
    }

    private static ChargeOutcome payment(String name) {
        return CloudPaymentsApi.envelope(text(name)) instanceof Reply.Body body
                ? new PaymentAnswers(true).fromWire(body)
                : new ChargeOutcome.Unknown("no envelope");
    }

    private static boolean isDecline(String name) {
        return name.contains("_declined") && name.endsWith(".response.json") || name.startsWith("cards_charge_3ds");
    }

    private static ChargeRequest anOrder() {
        return Charges.request(UUID.randomUUID(), 1, "key", rub(1_000), "Оплата на сайте example.com", true, true, null,
                URI.create("https://shop.example/return"), null);
    }

    private static RefundRequest aRefund() {
        return new RefundRequest(UUID.randomUUID(), "12345", "key", rub(1_000), true, "x", null);
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    private static JsonNode json(String name) {
        var json = Json.read(text(name));
        assertThat(json).isNotNull();
        return json;
    }

    private static Stream<String> files(String ending) {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(CloudPaymentsFixturesTest.class.getResource("/fixtures/cloudpayments").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
