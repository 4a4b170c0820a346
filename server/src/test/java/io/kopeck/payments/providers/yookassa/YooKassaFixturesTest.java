package io.kopeck.payments.providers.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * JSON that other clients' authors met, from their public test directories; see the README beside the files. Each one is
 * offered to every reader: it is understood where it belongs, and nowhere else.
 */
class YooKassaFixturesTest {

    private static final Path DIRECTORY = directory();
    private static final List<String> PAYMENTS = List.of(
            "payment_canceled_general_decline.json", "payment_captured_legacy_shape.json", "payment_pending_minimal.json",
            "payment_pending_redirect.json", "payment_succeeded_card.json");
    private static final List<String> REFUNDS = List.of("refund_succeeded_legacy_shape.json");
    private static final List<String> NOTIFICATIONS = List.of(
            "notification_payment_succeeded_sparse.json", "notification_payment_waiting_for_capture.json");

    /** Lists an adapter could page through; the one of webhooks has no payment in it. */
    private static final List<String> LISTS = List.of("payment_list_with_cursor.json", "webhook_list.json");

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = new YooKassaProvider(new OutboundHttp()).open(new AccountSettings(
            "main", Map.of("shop_id", "123", "secret_key", "test_x", "api_url", stub.url() + "/v3"), true));

    @AfterEach
    void close() {
        stub.close();
    }

    static Stream<String> all() {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsDecline() {
        var declined = fetch("payment_canceled_general_decline.json", ChargeOutcome.Declined.class);

        assertThat(declined.code()).isEqualTo("general_decline");
        assertThat(declined.advice()).isEqualTo(RetryAdvice.LATER);
        assertThat(declined.payment()).isEqualTo(new ProviderPayment(
                "1da5c87d-0984-50e8-a7f3-8de646dd9ec9", null, rub(2_000), null, null, null,
                new ProviderMethod("1da5c87d-0984-50e8-a7f3-8de646dd9ec9", false, "bank_card", "Bank card *1026",
                        "Unknown", "111111", "1026", 12, 2022)));
    }

    @Test
    void readsSuccess() {
        assertThat(fetch("payment_succeeded_card.json", ChargeOutcome.Succeeded.class).payment())
                .isEqualTo(new ProviderPayment(
                        "2a7834f6-0001-5000-a000-1da326e5e123", null, rub(10_000), null, null, null,
                        new ProviderMethod("2a7834f6-0001-5000-a000-1da326e5e123", false, "bank_card", "Bank card *4444",
                                "MasterCard", "555555", "4444", 12, 2025)));
    }

    @Test
    void readsSuccessOfOldShapeByItsStatusDespiteStrayError() {
        assertThat(fetch("payment_captured_legacy_shape.json", ChargeOutcome.Succeeded.class).payment())
                .isEqualTo(new ProviderPayment(
                        "1da5c87d-0984-50e8-a7f3-8de646dd9ec9", null, rub(1_000), null, null, rub(1_000),
                        new ProviderMethod("1da5c87d-0984-50e8-a7f3-8de646dd9ec9", true, "bank_card", "Основная карта",
                                null, null, null, null, null)));
    }

    @Test
    void readsPaymentsThatWaitForCustomer() {
        var minimal = fetch("payment_pending_minimal.json", ChargeOutcome.Pending.class);
        assertThat(minimal.payment().method()).isNull();
        assertThat(minimal.confirmationUrl())
                .isEqualTo(URI.create("https://yoomoney.ru/checkout/payments/v2/contract?orderId=123"));

        var chosen = fetch("payment_pending_redirect.json", ChargeOutcome.Pending.class);
        assertThat(chosen.payment().amount()).isEqualTo(rub(1_000));
        assertThat(chosen.payment().method()).isEqualTo(new ProviderMethod(
                "2490ded1-000f-5000-8000-1f64111bc63e", false, "bank_card", null, null, null, null, null, null));
        assertThat(chosen.confirmationUrl()).hasToString("https://money.yookassa.ru/payments/external/confirmation"
                + "?orderId=2490ded1-000f-5000-8000-1f64111bc63e");
    }

    @Test
    void readsHoldWithNumbersInPlaceOfStrings() {
        var item = json("payment_list_with_cursor.json").path("items").get(0);

        assertThat(new PaymentAnswers(false).fromWire(item)).isEqualTo(new ChargeOutcome.Held(
                new ProviderPayment("22e12f66-000f-5000-8000-18db351245c7", null, rub(200), null, null, null,
                        new ProviderMethod("22e12f66-000f-5000-8000-18db351245c7", false, "bank_card", "Bank card *4444",
                                "MasterCard", "555555", "4444", 7, 2022)),
                Instant.parse("2018-07-25T10:52:00.233Z")));
    }

    @Test
    void followsCursorToEndOfList() {
        stub.answer(200, text("payment_list_with_cursor.json")).answer(200, "{\"type\":\"list\",\"items\":[]}");

        assertThat(find()).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(stub.seen().get(1).target()).contains("&cursor=37a5c87d-3984-51e8-a7f3-8de646d39ec15");
    }

    @Test
    void takesListOfOldShapeForNoProof() {
        stub.answer(200, text("payment_list_legacy_next_page.json"));

        assertThat(find()).isEqualTo(new ChargeOutcome.Unknown("the answer is no list"));
    }

    @Test
    void readsRefundOfOldShapeDespiteStrayError() {
        stub.answer(200, text("refund_succeeded_legacy_shape.json"));

        assertThat(acquirer.fetchRefund(new ProviderReference("1ddd77af-0bd7-500d-895b-c475c55fdefc", rub(1_000))))
                .isEqualTo(new RefundOutcome.Succeeded(new RefundOutcome.ProviderRefund(
                        "1ddd77af-0bd7-500d-895b-c475c55fdefc", "1da5c87d-0984-50e8-a7f3-8de646dd9ec9", rub(1_000), null)));
    }

    @Test
    void readsErrorOfReusedKey() {
        stub.answer(400, text("error_idempotence_key_duplicated.json"));

        assertThat(acquirer.charge(aCharge())).isEqualTo(new ChargeOutcome.Rejected(
                "idempotency_conflict", "HTTP 400, Idempotence-Key: Idempotence key duplicated"));
    }

    @Test
    void readsNotificationsHoweverSparse() {
        assertThat(read("notification_payment_waiting_for_capture.json")).isEqualTo(new WebhookReading.Notice(
                "payment.waiting_for_capture:22d6d597-000f-5000-9000-145f6df21d6f:waiting_for_capture",
                WebhookReading.Subject.PAYMENT,
                "22d6d597-000f-5000-9000-145f6df21d6f",
                null, WebhookReading.Answer.ok()));
        assertThat(read("notification_payment_succeeded_sparse.json")).isEqualTo(new WebhookReading.Notice(
                "payment.succeeded:2a7834f6-0001-5000-a000-1da326e5e123:succeeded",
                WebhookReading.Subject.PAYMENT,
                "2a7834f6-0001-5000-a000-1da326e5e123",
                null, WebhookReading.Answer.ok()));
    }

    @Test
    void readsHeldPaymentInsideNotification() {
        var object = json("notification_payment_waiting_for_capture.json").path("object");

        assertThat(new PaymentAnswers(true).fromWire(object)).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns(rub(200), held -> held.payment().amount())
                .returns(Instant.parse("2018-07-17T14:28:32.484Z"), ChargeOutcome.Held::expiresAt);
    }

    @Test
    void booksNothingOfSparseObject() {
        var object = json("notification_payment_succeeded_sparse.json").path("object");

        assertThat(new PaymentAnswers(false).fromWire(object)).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    /** The same fields of the same types as other clients send; they are allowed to send fewer. */
    @ParameterizedTest
    @ValueSource(strings = {"amount", "confirmation", "description"})
    void writesRequestsAsOthersDo(String field) {
        stub.answer(500, "");

        acquirer.charge(aCharge());

        var ours = Json.read(stub.last().body());
        var theirs = json("payment_create_request_redirect.json").path(field);
        assertThat(ours).isNotNull();
        assertThat(ours.path(field).getNodeType()).isEqualTo(theirs.getNodeType());
        assertThat(ours.path(field).propertyNames()).containsExactlyElementsOf(theirs.propertyNames());
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesNothingElseForPayment(String name) {
        var outcome = new PaymentAnswers(false).fromWire(json(name));

        assertThat(outcome instanceof ChargeOutcome.Unknown).isEqualTo(!PAYMENTS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesNothingElseForRefund(String name) {
        var outcome = RefundAnswers.fromWire(json(name));

        assertThat(outcome instanceof RefundOutcome.Unknown).isEqualTo(!REFUNDS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesNothingElseForNotification(String name) {
        assertThat(read(name) instanceof WebhookReading.Notice).isEqualTo(NOTIFICATIONS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesNothingElseForList(String name) {
        stub.answer(200, text(name)).answer(200, "{\"type\":\"list\",\"items\":[]}");

        assertThat(find() instanceof ChargeOutcome.Unknown).isEqualTo(!LISTS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void takesNothingForErrorOnItsOwn(String name) {
        stub.answer(403, text(name));

        assertThat(acquirer.charge(aCharge()) instanceof ChargeOutcome.Rejected)
                .isEqualTo(name.startsWith("error_"));
    }

    private <T extends ChargeOutcome> T fetch(String name, Class<T> expected) {
        stub.answer(200, text(name));
        var outcome = acquirer.fetch(new ProviderReference(json(name).path("id").stringValue(), rub(1)));
        stub.forget();
        assertThat(outcome).isInstanceOf(expected);
        return expected.cast(outcome);
    }

    private ChargeOutcome find() {
        return acquirer.find(new SentCharge(Charges.reference(1), rub(1_000), Instant.parse("2026-03-01T10:00:00Z"), true, true, false));
    }

    private WebhookReading read(String name) {
        return acquirer.read(new InboundWebhook("POST", "", "", Map.of(), "185.71.76.1", text(name)));
    }

    private static ChargeRequest aCharge() {
        return Charges.request(UUID.randomUUID(), 1, "key", rub(1_000), "Заказ №72", true, true, null,
                URI.create("https://www.merchant-website.com/return_url"), null);
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    private static JsonNode json(String name) {
        var json = Json.read(text(name));
        assertThat(json).isNotNull();
        return json;
    }

    private static Path directory() {
        try {
            return Path.of(YooKassaFixturesTest.class.getResource("/fixtures/yookassa").toURI());
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
