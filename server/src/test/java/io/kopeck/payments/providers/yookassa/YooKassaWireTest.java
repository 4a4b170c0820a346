package io.kopeck.payments.providers.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.ReceiptSubject;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.SentReceipt;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each request, and what each kind of answer is taken for. */
@Timeout(20)
class YooKassaWireTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID REFUND = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final String PROVIDER_ID = "313621e0-000f-5000-9000-1c2d3e4f5a6b";
    private static final String KEY = "renewal-7f3c-1";
    private static final String SECRET = "test_never-shown-anywhere";
    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final Instant SENT_AT = Instant.parse("2026-03-01T10:00:00.482913Z");
    private static final String PENDING = """
            {"id":"%s","status":"pending","amount":{"value":"299.00","currency":"RUB"},"paid":false,"refundable":false,
            "confirmation":{"type":"redirect","confirmation_url":"https://yoomoney.ru/checkout/payments/v2/contract?orderId=1"},
            "metadata":{"payment_id":"%s","attempt":"1"}}""".formatted(PROVIDER_ID, PAYMENT);
    private static final String SUCCEEDED = payment("succeeded", true, "");
    private static final String REFUNDED = """
            {"id":"3136-0015","payment_id":"%s","status":"succeeded","amount":{"value":"100.00","currency":"RUB"},
            "created_at":"2026-03-01T10:00:00.482Z","metadata":{"refund_id":"%s"}}""".formatted(PROVIDER_ID, REFUND);

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open(Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void asksForNewPaymentWithCaptureKeyAndBasicAuthentication() {
        stub.answer(200, PENDING);

        var outcome = acquirer.charge(aCharge(null, URI.create("https://shop.example/return?x=1&y=2"), null));

        assertThat(outcome).isInstanceOf(ChargeOutcome.Pending.class);
        var request = stub.last();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /v3/payments");
        assertThat(request.body()).isEqualTo("{\"amount\":{\"value\":\"299.00\",\"currency\":\"RUB\"},\"capture\":true,"
                + "\"save_payment_method\":true,"
                + "\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/return?x=1&y=2\"},"
                + "\"description\":\"Подписка, март\","
                + "\"metadata\":{\"payment_id\":\"01900000-0000-7000-8000-000000000001\",\"attempt\":\"1\"}}");
        assertThat(request.header("idempotence-key")).isEqualTo(KEY);
        assertThat(request.header("authorization"))
                .isEqualTo("Basic MTAwNTAwOnRlc3RfbmV2ZXItc2hvd24tYW55d2hlcmU=");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("accept")).isEqualTo("application/json");
    }

    @Test
    void namesSavedMethodAndNeverAsksToSaveItAgain() {
        stub.answer(200, SUCCEEDED);

        acquirer.charge(aCharge("pm-1", null, null));

        assertThat(stub.last().body()).isEqualTo("{\"amount\":{\"value\":\"299.00\",\"currency\":\"RUB\"},"
                + "\"capture\":true,\"payment_method_id\":\"pm-1\",\"description\":\"Подписка, март\","
                + "\"metadata\":{\"payment_id\":\"01900000-0000-7000-8000-000000000001\",\"attempt\":\"1\"}}");
    }

    @Test
    void offersConfirmationWithSavedMethodWhenCustomerIsPresent() {
        stub.answer(200, SUCCEEDED);

        acquirer.charge(aCharge("pm-1", URI.create("https://shop.example/return"), null));

        assertThat(stub.last().body())
                .contains("\"payment_method_id\":\"pm-1\"", "\"return_url\":\"https://shop.example/return\"")
                .doesNotContain("save_payment_method");
    }

    @Test
    void refusesNewPaymentWithoutPlaceToReturnTo() {
        var outcome = acquirer.charge(aCharge(null, null, null));

        assertThat(outcome).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void writesCaptureAndSaveFlagAlsoWhenTheyAreFalse() {
        stub.answer(200, PENDING);

        acquirer.charge(Charges.request(
                PAYMENT, 2, KEY, PRICE, "", false, false, null, URI.create("https://shop.example/r"), null));

        assertThat(stub.last().body())
                .contains("\"capture\":false", "\"save_payment_method\":false", "\"attempt\":\"2\"")
                .doesNotContain("description");
    }

    @Test
    void registersReceiptWithUnitPricesAndNumbersAsNumbers() {
        stub.answer(200, SUCCEEDED);

        acquirer.charge(aCharge("pm-1", null, aReceipt()));

        assertThat(stub.last().body()).endsWith(",\"receipt\":{\"customer\":{\"email\":\"anna@example.org\","
                + "\"phone\":\"79000000000\"},\"tax_system_code\":2,\"items\":[{\"description\":\"Подписка\",\"quantity\":2,"
                + "\"amount\":{\"value\":\"149.50\",\"currency\":\"RUB\"},\"vat_code\":11,\"payment_subject\":\"service\","
                + "\"payment_mode\":\"full_payment\",\"measure\":\"piece\"}]}}");
    }

    @Test
    void sendsSameBytesAndSameKeyAgain() {
        stub.answer(500, "");
        var first = aCharge("pm-1", null, aReceipt());
        var second = aCharge("pm-1", null, aReceipt());

        acquirer.charge(first);
        open(Map.of()).charge(second);

        assertThat(stub.seen()).hasSize(2);
        assertThat(stub.seen().get(1).body()).isEqualTo(stub.seen().get(0).body());
        assertThat(stub.seen().get(1).header("idempotence-key")).isEqualTo(stub.seen().get(0).header("idempotence-key"));
    }

    @Test
    void cutsLongDescriptionsBetweenCharacters() {
        stub.answer(200, PENDING);

        acquirer.charge(Charges.request(
                PAYMENT, 1, KEY, PRICE, "x".repeat(127) + "😀", true, false, null,
                URI.create("https://shop.example/r"), null));

        assertThat(stub.last().body()).contains("\"description\":\"" + "x".repeat(127) + "\"");
    }

    @Test
    void capturesWithAmountAndCancelsWithEmptyObject() {
        stub.answer(200, SUCCEEDED).answer(200, payment("canceled", false,
                ",\"cancellation_details\":{\"party\":\"merchant\",\"reason\":\"canceled_by_merchant\"}"));

        var captured = acquirer.capture(new CaptureRequest(PROVIDER_ID, "capture-1", PRICE, null));
        var cancelled = acquirer.cancelHold(new ProviderReference(PROVIDER_ID, PRICE), "cancel-1");

        assertThat(captured).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(cancelled).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("canceled_by_merchant", ChargeOutcome.Declined::code);
        var capture = stub.seen().get(0);
        assertThat(capture.target()).isEqualTo("/v3/payments/" + PROVIDER_ID + "/capture");
        assertThat(capture.body()).isEqualTo("{\"amount\":{\"value\":\"299.00\",\"currency\":\"RUB\"}}");
        assertThat(capture.header("idempotence-key")).isEqualTo("capture-1");
        var cancel = stub.seen().get(1);
        assertThat(cancel.target()).isEqualTo("/v3/payments/" + PROVIDER_ID + "/cancel");
        assertThat(cancel.body()).isEqualTo("{}");
        assertThat(cancel.header("idempotence-key")).isEqualTo("cancel-1");
    }

    @Test
    void sendsReceiptOnlyWithPartOfRefund() {
        stub.answer(200, REFUNDED);

        acquirer.refund(aRefund(true));
        acquirer.refund(aRefund(false));

        var whole = stub.seen().get(0);
        assertThat(whole.target()).isEqualTo("/v3/refunds");
        assertThat(whole.header("idempotence-key")).isEqualTo("refund-1");
        assertThat(whole.body()).isEqualTo("{\"payment_id\":\"" + PROVIDER_ID + "\","
                + "\"amount\":{\"value\":\"100.00\",\"currency\":\"RUB\"},\"description\":\"unused days\","
                + "\"metadata\":{\"refund_id\":\"01900000-0000-7000-8000-000000000002\"}}");
        assertThat(stub.seen().get(1).body()).startsWith(whole.body().substring(0, whole.body().length() - 1))
                .contains("\"receipt\":{");
    }

    @Test
    void sendsReceiptOfPaymentAndOfRefundByItself() {
        stub.answer(200, receipt("payment", "payment_id", PROVIDER_ID, "pending"))
                .answer(200, receipt("refund", "refund_id", "3136-0015", "succeeded"));

        var ofPayment = acquirer.sendReceipt(new ReceiptRequest("receipt-1", subject(null), aReceipt()));
        var ofRefund = acquirer.sendReceipt(new ReceiptRequest("receipt-2", subject("3136-0015"), aReceipt()));

        assertThat(ofPayment).isEqualTo(new ReceiptOutcome.Pending("rt-1"));
        assertThat(ofRefund).isEqualTo(new ReceiptOutcome.Registered("rt-1"));
        var sent = stub.seen().get(0);
        assertThat(sent.target()).isEqualTo("/v3/receipts");
        assertThat(sent.header("idempotence-key")).isEqualTo("receipt-1");
        assertThat(sent.body()).isEqualTo("{\"type\":\"payment\",\"payment_id\":\"" + PROVIDER_ID + "\","
                + "\"customer\":{\"email\":\"anna@example.org\",\"phone\":\"79000000000\"},\"tax_system_code\":2,"
                + "\"items\":[{\"description\":\"Подписка\",\"quantity\":2,\"amount\":{\"value\":\"149.50\",\"currency\":\"RUB\"},"
                + "\"vat_code\":11,\"payment_subject\":\"service\",\"payment_mode\":\"full_payment\",\"measure\":\"piece\"}],"
                + "\"send\":true,\"settlements\":[{\"type\":\"cashless\",\"amount\":{\"value\":\"299.00\",\"currency\":\"RUB\"}}]}");
        assertThat(stub.last().body()).startsWith("{\"type\":\"refund\",\"refund_id\":\"3136-0015\",");
    }

    @Test
    void asksAboutReceiptWhereItIsKnown() {
        stub.answer(200, receipt("payment", "payment_id", PROVIDER_ID, "canceled"))
                .answer(200, payment("succeeded", true, ",\"receipt_registration\":\"pending\""))
                .answer(200, REFUNDED.replace("\"status\"", "\"receipt_registration\":\"succeeded\",\"status\""))
                .answer(200, list(null, receipt("payment", "payment_id", PROVIDER_ID, "canceled"),
                        receipt("payment", "payment_id", PROVIDER_ID, "succeeded"), receipt("payment", "payment_id", PROVIDER_ID, "pending")));

        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), "rt-1", false))).isInstanceOf(ReceiptOutcome.Refused.class);
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), null, true))).isEqualTo(new ReceiptOutcome.Pending(null));
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject("3136-0015"), null, true))).isEqualTo(new ReceiptOutcome.Registered(null));
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), null, false))).isEqualTo(new ReceiptOutcome.Registered("rt-1"));

        assertThat(stub.seen()).extracting(WireStub.Seen::target).containsExactly("/v3/receipts/rt-1", "/v3/payments/" + PROVIDER_ID,
                "/v3/refunds/3136-0015", "/v3/receipts?payment_id=" + PROVIDER_ID + "&limit=100");
    }

    /** The way a receipt went and what was answered, and what that proves. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            sent  | 200 | RECEIPT_succeeded                                                | Registered
            sent  | 200 | RECEIPT_pending                                                  | Pending
            sent  | 200 | RECEIPT_canceled                                                 | Refused
            sent  | 200 | RECEIPT_unheard_of                                               | Unknown
            sent  | 200 | {"id":"rt-1","type":"payment","payment_id":"other","status":"succeeded"} | Unknown
            sent  | 200 | {"id":"rt-1","type":"refund","refund_id":"r","status":"succeeded"} | Unknown
            sent  | 200 | {"half                                                           | Unknown
            sent  | 202 | {"type":"processing"}                                            | Unknown
            sent  | 400 | {"type":"error","code":"invalid_request","parameter":"items"}    | Refused
            sent  | 400 | {"type":"error","code":"invalid_request","parameter":"Idempotence-Key","description":"Idempotence key duplicated"} | Unknown
            sent  | 429 | {"type":"error","code":"too_many_requests"}                      | Unknown
            sent  | 500 | {"type":"error","code":"internal_server_error"}                  | Unknown
            asked | 404 | {"type":"error","code":"not_found"}                              | Unknown
            asked | 500 | -                                                                | Unknown
            rode  | 200 | PAYMENT_succeeded                                                | Registered
            rode  | 200 | PAYMENT_canceled                                                 | Refused
            rode  | 200 | PAYMENT_unheard_of                                               | Unknown
            rode  | 200 | {"id":"other","receipt_registration":"succeeded"}                | Unknown
            rode  | 400 | {"type":"error","code":"invalid_request","parameter":"payment_id"} | Unknown
            lost  | 200 | {"type":"list","items":[]}                                       | Refused
            lost  | 200 | {"type":"list","items":[],"next_cursor":"x"}                     | Unknown
            lost  | 401 | {"type":"error","code":"invalid_credentials"}                    | Unknown
            """)
    void knowsWhatAnswersProveAboutReceipts(String way, int status, @Nullable String answer, String expected) {
        var body = answer == null ? "" : answer.startsWith("RECEIPT_") ? receipt("payment", "payment_id", PROVIDER_ID, answer.substring(8))
                : answer.startsWith("PAYMENT_") ? payment("succeeded", true, ",\"receipt_registration\":\"" + answer.substring(8) + "\"") : answer;
        stub.replace(status, body);

        var outcome = way.equals("sent") ? acquirer.sendReceipt(new ReceiptRequest("receipt-1", subject(null), aReceipt()))
                : acquirer.fetchReceipt(new SentReceipt(subject(null), way.equals("asked") ? "rt-1" : null, way.equals("rode")));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void readsWithoutKeyAndWithoutBody() {
        stub.answer(200, SUCCEEDED).answer(200, REFUNDED);

        assertThat(fetch()).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(acquirer.fetchRefund(new ProviderReference("3136-0015", PRICE)))
                .isInstanceOf(RefundOutcome.Succeeded.class);

        assertThat(stub.seen()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.body()).isEmpty();
            assertThat(request.headers()).doesNotContainKey("idempotence-key");
        });
        assertThat(stub.seen()).extracting(WireStub.Seen::target)
                .containsExactly("/v3/payments/" + PROVIDER_ID, "/v3/refunds/3136-0015");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../refunds", "a/b", "a?b", "", "a b", "é"})
    void neverPutsStrangeIdsIntoAnAddress(String id) {
        assertThat(acquirer.fetch(new ProviderReference(id, PRICE))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(acquirer.fetchRefund(new ProviderReference(id, PRICE))).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(acquirer.capture(new CaptureRequest(id, KEY, PRICE, null))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(stub.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            202 | {"type":"processing","description":"Request accepted, but not processed yet","retry_after":1800}
            201 | {}
            204 |
            301 | {}
            400 | <html>proxy</html>
            401 |
            403 | {"status":"forbidden by a firewall"}
            404 | not here
            410 | {"type":"error","code":"gone"}
            418 | {}
            429 | {"type":"error","id":"1","code":"too_many_requests"}
            500 | {"type":"error","id":"1","code":"internal_server_error"}
            502 | <html>bad gateway</html>
            503 |
            200 |
            200 | null
            200 | []
            200 | "pending"
            200 | {
            200 | {} {}
            200 | {"type":"error","code":"invalid_request"}
            200 | {"id":"313621e0-000f-5000-9000-1c2d3e4f5a6b"}
            """)
    void takesNothingUncertainForAnAnswer(int status, @Nullable String body) {
        stub.answer(status, body == null ? "" : body);

        assertThat(acquirer.charge(aCharge("pm-1", null, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(fetch()).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.find(aLostCharge())).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.capture(new CaptureRequest(PROVIDER_ID, KEY, PRICE, null)))
                .isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.refund(aRefund(true))).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.fetchRefund(new ProviderReference("3136-0015", PRICE)))
                .isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.findRefund(aLostRefund())).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | invalid_request     | receipt           | Receipt is missing or illegal               | invalid_request
            400 | invalid_request     |                   | Payment method is not available             | invalid_request
            400 | invalid_request     | Idempotence-Key   | Idempotence key duplicated                  | idempotency_conflict
            400 | invalid_request     | Idempotence-Key   | Idempotence key is too long                 | invalid_request
            401 | invalid_credentials |                   | Error in shopId or secret key               | invalid_credentials
            403 | forbidden           |                   | This store can't make recurring payments    | forbidden
            404 | not_found           |                   | No such thing                               | unknown_object
            405 |                     |                   |                                             | method_not_allowed
            415 |                     |                   |                                             | unsupported_media_type
            """)
    void rejectsWhatTheProviderRefused(
            int status, @Nullable String code, @Nullable String parameter, @Nullable String description, String expected) {
        stub.answer(status, error(code, parameter, description));

        assertThat(acquirer.charge(aCharge("pm-1", null, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(expected, ChargeOutcome.Rejected::code)
                .satisfies(rejected -> assertThat(rejected.detail()).contains(description == null ? "" : description));
        assertThat(acquirer.refund(aRefund(true))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(expected, RefundOutcome.Rejected::code);
    }

    @Test
    void takesUnknownSavedMethodForHardDecline() {
        stub.answer(400, error("invalid_request", "payment_method_id", "This payment_method_id doesn't exist."));

        assertThat(acquirer.charge(aCharge("pm-1", null, null)))
                .isEqualTo(new ChargeOutcome.Declined("payment_method_gone", RetryAdvice.NEW_METHOD, null));
    }

    @Test
    void takesBothFormsOfMissingPaymentForNotFoundOnReadsOnly() {
        stub.answer(404, error("not_found", null, "x"))
                .answer(400, error("invalid_request", "payment_id", "Incorrect payment_id. Payment doesn't exist"))
                .answer(400, error("invalid_request", "payment_id", "Incorrect payment_id. Payment doesn't exist"));

        assertThat(fetch()).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(fetch()).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(acquirer.capture(new CaptureRequest(PROVIDER_ID, KEY, PRICE, null)))
                .asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("invalid_request", ChargeOutcome.Rejected::code);
    }

    @Test
    void staysUnknownWhenNoAnswerComes() {
        var hasty = open(Map.of("timeout_seconds", "1"));

        stub.hangUp().breakOff(SUCCEEDED).stall();

        assertThat(hasty.charge(aCharge("pm-1", null, null))).isEqualTo(new ChargeOutcome.Unknown("the answer broke off"));
        assertThat(hasty.charge(aCharge("pm-1", null, null))).isEqualTo(new ChargeOutcome.Unknown("the answer broke off"));
        assertThat(hasty.charge(aCharge("pm-1", null, null))).isEqualTo(new ChargeOutcome.Unknown("no answer in time"));
        assertThat(stub.seen()).hasSize(3);

        stub.close();
        assertThat(hasty.refund(aRefund(true))).isEqualTo(new RefundOutcome.Unknown("no connection"));
    }

    @Test
    void followsNoRedirect() {
        stub.redirect(stub.url() + "/v3/elsewhere");

        assertThat(acquirer.charge(aCharge("pm-1", null, null))).isEqualTo(new ChargeOutcome.Unknown("HTTP 307"));
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void asksOnceAndNeverRepeatsByItself() {
        stub.answer(500, "");

        acquirer.charge(aCharge("pm-1", null, null));

        assertThat(stub.seen()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "299.00"        | true
            "299.0"         | true
            299             | true
            299.00          | true
            "299,00"        | false
            "299.001"       | false
            2.99e2          | true
            "-299.00"       | false
            "1e2"           | false
            ""              | false
            null            | false
            {}              | false
            1e999999999     | false
            """)
    void readsAmountsStrictly(String value, boolean readable) {
        stub.answer(200, SUCCEEDED.replace("\"299.00\"", value));

        var outcome = fetch();

        if (readable) {
            assertThat(outcome).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                    .returns(PRICE, succeeded -> succeeded.payment().amount());
        } else {
            assertThat(outcome).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    @Test
    void believesNoSuccessThatIsNotPaidOrNotReal() {
        assertThat(answered(payment("succeeded", false, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(SUCCEEDED.replace("\"paid\":true,", ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(SUCCEEDED.replace("\"RUB\"", "\"INR\""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("refunding", true, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(SUCCEEDED.replace(PROVIDER_ID, "another"))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("succeeded", true, ",\"status\":\"pending\"")))
                .isInstanceOf(ChargeOutcome.Unknown.class);

        var test = payment("succeeded", true, ",\"test\":true");
        assertThat(answered(test)).isInstanceOf(ChargeOutcome.Succeeded.class);
        var live = open(Map.of("secret_key", "live_x"));
        assertThat(live.fetch(new ProviderReference(PROVIDER_ID, PRICE))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void tellsWhatWasReturnedSoFar() {
        var refunded = ",\"refunded_amount\":{\"value\":\"%s\",\"currency\":\"RUB\"}";

        assertThat(answered(SUCCEEDED)).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(null, succeeded -> succeeded.payment().refunded());
        assertThat(answered(payment("succeeded", true, refunded.formatted("0.00"))))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(Money.zero(Currency.RUB), succeeded -> succeeded.payment().refunded());
        assertThat(answered(payment("succeeded", true, refunded.formatted("12.34"))))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(new Money(1234, Currency.RUB), succeeded -> succeeded.payment().refunded());
        assertThat(answered(payment("succeeded", true, refunded.formatted("some"))))
                .isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void sendsBrowsersToWebAddressesOnly() {
        for (var url : List.of("javascript:alert(1)", "data:text/html,x", "not an address", "")) {
            assertThat(answered(PENDING.replaceFirst("https://yoomoney[^\"]*", url)))
                    .asInstanceOf(type(ChargeOutcome.Pending.class))
                    .returns(null, ChargeOutcome.Pending::confirmationUrl);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3d_secure_failed, WITH_CUSTOMER", "identification_required, WITH_CUSTOMER", "call_issuer, LATER",
        "general_decline, LATER", "insufficient_funds, LATER", "internal_timeout, LATER", "issuer_unavailable, LATER",
        "payment_method_limit_exceeded, LATER", "expired_on_confirmation, LATER", "expired_on_capture, LATER",
        "canceled_by_merchant, LATER", "card_expired, NEW_METHOD", "country_forbidden, NEW_METHOD",
        "fraud_suspected, NEW_METHOD", "invalid_card_number, NEW_METHOD", "invalid_csc, NEW_METHOD",
        "payment_method_restricted, NEW_METHOD", "permission_revoked, NEW_METHOD",
        "unsupported_mobile_operator, NEW_METHOD", "loan_declined, NEW_METHOD", "invented_yesterday, LATER"})
    void advisesByReasonOfDecline(String reason, RetryAdvice advice) {
        var outcome = answered(payment("canceled", false,
                ",\"cancellation_details\":{\"party\":\"payment_network\",\"reason\":\"" + reason + "\"}"));

        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(reason, ChargeOutcome.Declined::code)
                .returns(advice, ChargeOutcome.Declined::advice);
    }

    @Test
    void takesDeclineWithoutReasonForGeneralOne() {
        assertThat(answered(payment("canceled", false, ""))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("general_decline", ChargeOutcome.Declined::code)
                .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice);
    }

    @ParameterizedTest
    @CsvSource({
        "insufficient_funds, true", "rejected_by_timeout, true", "general_decline, true", "invented_yesterday, true",
        "rejected_by_payee, false", "yoo_money_account_closed, false", "payment_expired, false",
        "some_articles_already_refunded, false"})
    void saysWhetherRefundMayBeTriedAgain(String reason, boolean again) {
        stub.answer(200, REFUNDED.replace("\"succeeded\"",
                "\"canceled\",\"cancellation_details\":{\"party\":\"refund_network\",\"reason\":\"" + reason + "\"}"));

        assertThat(acquirer.refund(aRefund(true))).isEqualTo(new RefundOutcome.Declined(reason, again));
    }

    @Test
    void chargesOnlyMethodsThatAreSavedAndActive() {
        assertThat(savedFlag("\"saved\":true")).isTrue();
        assertThat(savedFlag("\"saved\":true,\"status\":\"active\"")).isTrue();
        assertThat(savedFlag("\"saved\":true,\"status\":\"inactive\"")).isFalse();
        assertThat(savedFlag("\"saved\":false,\"status\":\"active\"")).isFalse();
        assertThat(savedFlag("\"saved\":\"true\"")).isFalse();
        assertThat(savedFlag("\"status\":\"active\"")).isFalse();
    }

    /** YooKassa API v3, Payment methods: only cards have a card; SBP shows the payer's bank, a wallet its number. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            sbp       | -                             | "payer_bank_details":{"bank_id":"1crt88888881","bic":"044525225"},"sbp_operation_id":"1027088AE4CB48CB81287833347A8777"
            yoo_money | YooMoney wallet 4100116000000 | "title":"YooMoney wallet 4100116000000","account_number":"4100116000000"
            """)
    void showsMethodsWithoutCard(String kind, @Nullable String title, String more) {
        var outcome = answered(payment("succeeded", true, ",\"payment_method\":{\"type\":\"" + kind
                + "\",\"id\":\"pm-1\",\"saved\":true,\"status\":\"active\"," + more + "}"));

        assertThat(((ChargeOutcome.Succeeded) outcome).payment().method())
                .isEqualTo(new ProviderMethod("pm-1", true, kind, title, null, null, null, null, null));
    }

    @Test
    void searchesFromFirstSendingToEndOfKeysLife() {
        stub.answer(200, list(null));

        var outcome = acquirer.find(aLostCharge());

        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(stub.seen()).extracting(WireStub.Seen::target).containsExactly(
                "/v3/payments?created_at.gte=2026-03-01T09%3A55%3A00.482Z&created_at.lte=2026-03-01T11%3A00%3A00.482Z"
                        + "&limit=100",
                "/v3/payments?created_at.gt=2026-03-01T11%3A00%3A00.482Z&created_at.lte=2026-03-02T10%3A00%3A00.482Z"
                        + "&limit=100");
    }

    @Test
    void findsByReferenceAndAttemptOnAnyPage() {
        var otherAttempt = SUCCEEDED.replace("\"attempt\":\"1\"", "\"attempt\":\"2\"");
        var foreign = SUCCEEDED.replace(PAYMENT.toString(), REFUND.toString());
        stub.answer(200, list("c 1", otherAttempt)).answer(200, list("c2", foreign)).answer(200, list(null, SUCCEEDED));

        assertThat(acquirer.find(aLostCharge())).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(PROVIDER_ID, succeeded -> succeeded.payment().id());
        var targets = stub.seen().stream().map(WireStub.Seen::target).toList();
        assertThat(targets).hasSize(3);
        assertThat(targets.get(1)).isEqualTo(targets.get(0) + "&cursor=c+1");
        assertThat(targets.get(2)).isEqualTo(targets.get(0) + "&cursor=c2");
    }

    @Test
    void searchesLateRepeatsToo() {
        stub.answer(200, list(null)).answer(200, list(null, SUCCEEDED));

        assertThat(acquirer.find(aLostCharge())).isInstanceOf(ChargeOutcome.Succeeded.class);
    }

    @Test
    void doesNotChooseBetweenTwoPaymentsOfOneAttempt() {
        stub.answer(200, list(null, SUCCEEDED, SUCCEEDED.replace(PROVIDER_ID, "another")));

        assertThat(acquirer.find(aLostCharge())).isEqualTo(
                new ChargeOutcome.Unknown("several payments have this reference"));
    }

    @Test
    void provesNothingByListingThatDoesNotEnd() {
        stub.answer(200, list("more"));

        assertThat(acquirer.find(aLostCharge())).isEqualTo(
                new ChargeOutcome.Unknown("the listing is longer than 100 pages"));
        assertThat(stub.seen()).hasSize(YooKassaApi.PAGES_MAX);
    }

    @Test
    void provesNothingByListingThatBreaksInTheMiddle() {
        stub.answer(200, list("more", SUCCEEDED)).answer(500, "");

        assertThat(acquirer.find(aLostCharge())).isEqualTo(new ChargeOutcome.Unknown("HTTP 500"));
    }

    @Test
    void findsRefundByOurReferenceAndIgnoresTheCabinets() {
        var cabinets = REFUNDED.replaceFirst(",\\s*\"metadata\":\\{[^}]*}", "");
        stub.answer(200, list(null, cabinets, REFUNDED)).answer(200, list(null, cabinets));

        assertThat(acquirer.findRefund(aLostRefund())).asInstanceOf(type(RefundOutcome.Succeeded.class))
                .returns(REFUND, succeeded -> succeeded.refund().refundId());
        assertThat(acquirer.findRefund(aLostRefund())).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
        assertThat(stub.last().target()).isEqualTo("/v3/refunds?payment_id=" + PROVIDER_ID + "&limit=100");
    }

    @Test
    void showsNoSecretsTokensOrDigitsInWhatItSays() {
        stub.answer(400, error("invalid_request", "receipt",
                "Card 5555555555554477 of anna@example.org, token 31362168-0037-5000-8000-0f1e2d3c4b5a\\nis refused"));

        var outcome = acquirer.charge(aCharge("31362168-0037-5000-8000-0f1e2d3c4b5a", null, null));

        assertThat(outcome.toString()).contains("receipt", "is refused")
                .doesNotContain("5555", "4477", "anna", "0f1e2d3c4b5a", SECRET, "\n");
        assertThat(acquirer.toString()).doesNotContain(SECRET, "100500");
    }

    @Test
    void opensOnlyWithCompleteSettings() {
        assertThatThrownBy(() -> open(Map.of("secret_key", " "))).hasMessageContaining("secret_key");
        assertThatThrownBy(() -> open(Map.of("shop_id", ""))).hasMessageContaining("shop_id");
        assertThatThrownBy(() -> open(Map.of("shop_id", "1:2"))).hasMessageContaining("shop_id");
        assertThatThrownBy(() -> open(Map.of("api_url", "ftp://x"))).hasMessageContaining("api_url");
        assertThatThrownBy(() -> open(Map.of("api_url", "https:/v3"))).hasMessageContaining("api_url");
        assertThatThrownBy(() -> open(Map.of("timeout_seconds", "0"))).hasMessageContaining("timeout_seconds");
        assertThatThrownBy(() -> open(Map.of("timeout_seconds", "soon"))).hasMessageContaining("timeout_seconds");
        assertThatThrownBy(() -> open(Map.of("webhook_networks", "10.0.0.0/33"))).hasMessageContaining("webhook_networks");
        assertThatThrownBy(() -> provider().open(new AccountSettings(
                        "main", Map.of("shop_id", "1", "secret_key", "2", "api_url", "http://api.example/v3"), false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(provider().name()).isEqualTo("yookassa");
        assertThat(provider().open(new AccountSettings("main", Map.of("shop_id", "1", "secret_key", "2"), false)))
                .isNotNull();
    }

    @Test
    void staysWithinTheProvidersOwnTimes() {
        assertThat(acquirer.keyLifetime()).isBetween(Duration.ofHours(12), Duration.ofMinutes(24 * 60 - 30));
        assertThat(acquirer.pendingLifetime()).isBetween(Duration.ofMinutes(61), Duration.ofHours(3));
    }

    private boolean savedFlag(String fields) {
        var outcome = answered(payment("succeeded", true,
                ",\"payment_method\":{\"type\":\"sbp\",\"id\":\"pm-1\"," + fields + "}"));
        var method = ((ChargeOutcome.Succeeded) outcome).payment().method();
        assertThat(method).isNotNull();
        return method.saved();
    }

    /** What the stub's answer is taken for from now on; earlier scripts are used up. */
    private ChargeOutcome answered(String body) {
        stub.replace(200, body);
        return fetch();
    }

    private ChargeOutcome fetch() {
        return acquirer.fetch(new ProviderReference(PROVIDER_ID, PRICE));
    }

    private Acquirer open(Map<String, String> changes) {
        var values = new HashMap<>(Map.of("shop_id", "100500", "secret_key", SECRET, "api_url", stub.url() + "/v3"));
        values.putAll(changes);
        return provider().open(new AccountSettings("main", values, true));
    }

    private static YooKassaProvider provider() {
        return new YooKassaProvider(new OutboundHttp());
    }

    private static ChargeRequest aCharge(@Nullable String method, @Nullable URI returnUrl, @Nullable Receipt receipt) {
        return Charges.request(PAYMENT, 1, KEY, PRICE, "Подписка, март", true, true, method, returnUrl, receipt);
    }

    private static Receipt aReceipt() {
        var line = new Receipt.Line("Подписка", 2, new Money(14_950, Currency.RUB), 11, "service", "full_payment");
        return new Receipt("anna@example.org", "79000000000", 2, List.of(line));
    }

    private static ReceiptSubject subject(@Nullable String refund) {
        return new ReceiptSubject(PAYMENT, PAYMENT, PROVIDER_ID, refund, PRICE);
    }

    private static String receipt(String type, String field, String of, String status) {
        return "{\"id\":\"rt-1\",\"type\":\"%s\",\"%s\":\"%s\",\"status\":\"%s\",\"items\":[]}".formatted(type, field, of, status);
    }

    private static RefundRequest aRefund(boolean whole) {
        return new RefundRequest(
                REFUND, PROVIDER_ID, "refund-1", new Money(10_000, Currency.RUB), whole, "unused days", aReceipt());
    }

    private static SentCharge aLostCharge() {
        return new SentCharge(Charges.reference(PAYMENT, 1), PRICE, SENT_AT, false, false, false);
    }

    private static LostRefund aLostRefund() {
        return new LostRefund(REFUND, PROVIDER_ID, new Money(10_000, Currency.RUB), SENT_AT);
    }

    private static String payment(String status, boolean paid, String more) {
        return """
                {"id":"%s","status":"%s","amount":{"value":"299.00","currency":"RUB"},"paid":%s,"refundable":false,\
                "metadata":{"payment_id":"%s","attempt":"1"}%s}""".formatted(PROVIDER_ID, status, paid, PAYMENT, more);
    }

    private static String list(@Nullable String cursor, String... items) {
        var next = cursor == null ? "" : ",\"next_cursor\":\"" + cursor + "\"";
        return "{\"type\":\"list\",\"items\":[" + String.join(",", items) + "]" + next + "}";
    }

    private static String error(@Nullable String code, @Nullable String parameter, @Nullable String description) {
        return "{\"type\":\"error\",\"id\":\"019e74f-45b701bb-56b1590ed4b\""
                + (code == null ? "" : ",\"code\":\"" + code + "\"")
                + (parameter == null ? "" : ",\"parameter\":\"" + parameter + "\"")
                + (description == null ? "" : ",\"description\":\"" + description + "\"")
                + "}";
    }
}
