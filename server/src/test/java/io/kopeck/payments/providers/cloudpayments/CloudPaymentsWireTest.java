package io.kopeck.payments.providers.cloudpayments;

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
import io.kopeck.payments.spi.Chargeback;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each request, and what each kind of answer is taken for. */
@Timeout(20)
class CloudPaymentsWireTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID REFUND = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final String INVOICE = PAYMENT + "-1";
    private static final String ORDER = "gASGZVgUN21hcpPF";
    private static final String KEY = "renewal-7f3c-1";
    private static final String SECRET = "never-shown-anywhere";
    private static final Money PRICE = rub(29_900);
    private static final URI RETURN_URL = URI.create("https://shop.example/return?x=1&y=2");
    private static final Instant SENT_AT = Instant.parse("2026-03-01T10:00:00.482913Z");
    private static final String NOT_FOUND = "{\"Success\":false,\"Message\":\"Not found\"}";
    private static final String DONE = "{\"Success\":true,\"Message\":null}";
    private static final String COMPLETED = payment("Completed", 0, true, "");
    private static final String DECLINED = payment("Declined", 5051, false, "");
    private static final String ORDERED = """
            {"Model":{"Id":"gASGZVgUN21hcpPF","Number":2130,"Amount":299.0,"Currency":"RUB",
            "Url":"https://orders.cloudpayments.ru/d/gASGZVgUN21hcpPF","StatusCode":0,"Status":"Created"},
            "Success":true,"Message":null}""";
    private static final String ACCEPTED = "{\"Model\":{\"TransactionId\":568},\"Success\":true,\"Message\":null}";
    private static final String REFUNDED = refund("Completed", true, "100.00", REFUND);

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open(Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    // --- requests

    @Test
    void createsOrderWithKeyAndBasicAuthentication() {
        stub.answer(200, ORDERED);

        var outcome = acquirer.charge(aCharge(null, RETURN_URL, null));

        assertThat(outcome).isEqualTo(new ChargeOutcome.Pending(
                new ProviderPayment(ORDER, null, PRICE, PAYMENT, 1, null, null),
                URI.create("https://orders.cloudpayments.ru/d/gASGZVgUN21hcpPF")));
        var request = stub.last();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /cp/orders/create");
        assertThat(request.body()).isEqualTo("{\"Amount\":299.00,\"Currency\":\"RUB\",\"Description\":\"Подписка, март\","
                + "\"Email\":\"anna@example.org\",\"RequireConfirmation\":false,\"SendEmail\":false,"
                + "\"InvoiceId\":\"01900000-0000-7000-8000-000000000001-1\","
                + "\"AccountId\":\"0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11\","
                + "\"SuccessRedirectUrl\":\"https://shop.example/return?x=1&y=2\","
                + "\"FailRedirectUrl\":\"https://shop.example/return?x=1&y=2\","
                + "\"JsonData\":{\"payment_id\":\"01900000-0000-7000-8000-000000000001\",\"attempt\":\"1\"}}");
        assertThat(request.header("x-request-id")).isEqualTo(KEY);
        assertThat(request.header("authorization")).isEqualTo("Basic dGVzdF9hcGlfMTpuZXZlci1zaG93bi1hbnl3aGVyZQ==");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("accept")).isEqualTo("application/json");
    }

    @Test
    void namesNoAccountWhereNothingIsToBeKept() {
        stub.answer(200, ORDERED);

        acquirer.charge(Charges.request(PAYMENT, 2, KEY, PRICE, "x", false, false, null, RETURN_URL, null));

        assertThat(stub.last().body())
                .contains("\"RequireConfirmation\":true", "\"InvoiceId\":\"" + PAYMENT + "-2\"", "\"attempt\":\"2\"")
                .doesNotContain("AccountId");
    }

    @Test
    void chargesSavedMethodByScheduleWithoutCustomer() {
        stub.answer(200, COMPLETED);

        acquirer.charge(aCharge("tk_1", null, null));

        assertThat(stub.last().target()).isEqualTo("/cp/payments/tokens/charge");
        assertThat(stub.last().header("x-request-id")).isEqualTo(KEY);
        assertThat(stub.last().body()).isEqualTo("{\"Amount\":299.00,\"Currency\":\"RUB\","
                + "\"AccountId\":\"0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11\",\"Token\":\"tk_1\",\"TrInitiatorCode\":0,"
                + "\"PaymentScheduled\":1,\"InvoiceId\":\"01900000-0000-7000-8000-000000000001-1\","
                + "\"Description\":\"Подписка, март\",\"Email\":\"anna@example.org\","
                + "\"JsonData\":{\"payment_id\":\"01900000-0000-7000-8000-000000000001\",\"attempt\":\"1\"}}");
    }

    @Test
    void saysThatCustomerAskedForItWhoIsPresent() {
        stub.answer(200, COMPLETED);

        acquirer.charge(aCharge("tk_1", RETURN_URL, null));

        assertThat(stub.last().body()).contains("\"TrInitiatorCode\":1,\"InvoiceId\"").doesNotContain("PaymentScheduled");
    }

    @Test
    void holdsWithTheOtherCall() {
        stub.answer(200, payment("Authorized", 0, true, ",\"AuthDate\":\"\\/Date(1635150224739)\\/\""));

        var outcome = acquirer.charge(Charges.request(PAYMENT, 1, KEY, PRICE, "", false, false, "tk_1", null, null));

        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns(Instant.parse("2021-11-01T08:23:44.739Z"), ChargeOutcome.Held::expiresAt);
        assertThat(stub.last().target()).isEqualTo("/cp/payments/tokens/auth");
        assertThat(stub.last().body()).doesNotContain("Description");
    }

    @Test
    void refusesOrderWithoutPlaceToReturnTo() {
        assertThat(acquirer.charge(aCharge(null, null, null))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void sendsSameBytesAndSameKeyAgain() {
        stub.answer(500, "");

        acquirer.charge(aCharge("tk_1", null, aReceipt(11)));
        open(Map.of()).charge(aCharge("tk_1", null, aReceipt(11)));

        assertThat(stub.seen()).hasSize(2);
        assertThat(stub.seen().get(1).body()).isEqualTo(stub.seen().get(0).body());
        assertThat(stub.seen().get(1).header("x-request-id")).isEqualTo(stub.seen().get(0).header("x-request-id"));
    }

    @Test
    void confirmsAndVoidsByNumberAndReadsThePayment() {
        stub.answer(200, DONE).answer(200, COMPLETED).answer(200, DONE).answer(200, payment("Cancelled", 0, true, ""));

        var captured = acquirer.capture(new CaptureRequest("12345", "capture-1", PRICE, aReceipt(1)));
        var released = acquirer.cancelHold(new ProviderReference("12345", PRICE), "cancel-1");

        assertThat(captured).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(released).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("hold_released", ChargeOutcome.Declined::code)
                .satisfies(declined -> assertThat(declined.payment()).isNotNull());
        assertThat(stub.seen()).extracting(WireStub.Seen::target).containsExactly(
                "/cp/payments/confirm", "/cp/payments/get", "/cp/payments/void", "/cp/payments/get");
        assertThat(stub.seen()).extracting(seen -> seen.header("x-request-id"))
                .containsExactly("capture-1", "", "cancel-1", "");
        assertThat(stub.seen().get(0).body())
                .startsWith("{\"TransactionId\":12345,\"Amount\":299.00,\"JsonData\":{\"cloudpayments\":{\"CustomerReceipt\":{");
        assertThat(stub.seen().get(1).body()).isEqualTo("{\"TransactionId\":12345}");
        assertThat(stub.seen().get(2).body()).isEqualTo("{\"TransactionId\":12345}");
    }

    @Test
    void refundsWithOurReferenceAndReceipt() {
        stub.answer(200, ACCEPTED).answer(200, REFUNDED);

        assertThat(acquirer.refund(aRefund())).isEqualTo(new RefundOutcome.Succeeded(
                new RefundOutcome.ProviderRefund("568", "12345", rub(10_000), REFUND)));

        var refund = stub.seen().getFirst();
        assertThat(refund.target()).isEqualTo("/cp/payments/refund");
        assertThat(refund.header("x-request-id")).isEqualTo("refund-1");
        assertThat(refund.body()).startsWith("{\"TransactionId\":12345,\"Amount\":100.00,"
                + "\"JsonData\":{\"refund_id\":\"01900000-0000-7000-8000-000000000002\","
                + "\"cloudpayments\":{\"CustomerReceipt\":{\"Items\":[");
        assertThat(stub.last().target()).isEqualTo("/cp/payments/get");
        assertThat(stub.last().body()).isEqualTo("{\"TransactionId\":568}");
    }

    @Test
    void writesReceiptInTheRegistersNumbers() {
        stub.answer(200, COMPLETED);

        acquirer.charge(aCharge("tk_1", null, aReceipt(11)));

        assertThat(stub.last().body()).endsWith("\"cloudpayments\":{\"CustomerReceipt\":{\"Items\":[{\"Label\":\"Подписка\","
                + "\"Price\":149.50,\"Quantity\":2,\"Amount\":299.00,\"Vat\":22,\"Method\":4,\"Object\":4}],"
                + "\"TaxationSystem\":1,\"Email\":\"anna@example.org\",\"Phone\":\"79000000000\","
                + "\"Amounts\":{\"Electronic\":299.00}}}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "1, null", "2, 0", "3, 10", "4, 20", "5, 110", "6, 120", "7, 5", "8, 7", "9, 105", "10, 107", "11, 22", "12, 122"})
    void writesRatesOfTax(int code, String rate) {
        stub.answer(200, COMPLETED);

        acquirer.charge(aCharge("tk_1", null, aReceipt(code)));

        assertThat(stub.last().body()).contains("\"Vat\":" + rate + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "commodity, full_prepayment, 1, 1", "excise, partial_prepayment, 2, 2", "job, advance, 3, 3",
        "service, full_payment, 4, 4", "intellectual_activity, partial_payment, 9, 5", "payment, credit, 10, 6",
        "agent_commission, credit_payment, 11, 7", "another, full_payment, 13, 4"})
    void writesSubjectAndModeByTags(String subject, String mode, int object, int method) {
        stub.answer(200, COMPLETED);

        acquirer.charge(aCharge("tk_1", null, new Receipt("a@b.example", null, null,
                List.of(new Receipt.Line("x", 1, PRICE, 1, subject, mode)))));

        assertThat(stub.last().body()).contains("\"Method\":" + method + ",\"Object\":" + object + "}")
                .doesNotContain("TaxationSystem", "Phone");
    }

    @ParameterizedTest
    @CsvSource({"gambling_bet, full_payment, 1", "service, sometime, 1", "service, full_payment, 0", "service, full_payment, 13"})
    void sendsNothingWithReceiptItCannotWrite(String subject, String mode, int vatCode) {
        var receipt = new Receipt("a@b.example", null, 2, List.of(new Receipt.Line("x", 1, PRICE, vatCode, subject, mode)));

        assertThat(acquirer.charge(aCharge("tk_1", null, receipt))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("receipt_not_possible", ChargeOutcome.Rejected::code);
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, receipt))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.capture(new CaptureRequest("1", KEY, PRICE, receipt))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.refund(new RefundRequest(REFUND, "1", KEY, PRICE, true, "x", receipt)))
                .isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(stub.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../refunds", "", "a b", "é", "0", "-1", "1.5", "99999999999999999999", "01900000-0000-7000-8000-000000000001"})
    void neverAsksForIdsThatCannotBe(String id) {
        assertThat(acquirer.fetch(new ProviderReference(id, PRICE))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(acquirer.fetchRefund(new ProviderReference(id, PRICE))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
        assertThat(acquirer.capture(new CaptureRequest(id, KEY, PRICE, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("unknown_object", ChargeOutcome.Rejected::code);
        assertThat(acquirer.cancelHold(new ProviderReference(id, PRICE), KEY)).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.refund(new RefundRequest(REFUND, id, KEY, PRICE, true, "x", null)))
                .asInstanceOf(type(RefundOutcome.Rejected.class)).returns("unknown_object", RefundOutcome.Rejected::code);
        assertThat(stub.seen()).isEmpty();
    }

    // --- answers

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            201 | {"Success":true}
            204 |
            301 | {}
            400 | {"Success":false,"Message":"Amount is required"}
            403 | {"Success":false,"Message":"Forbidden"}
            404 | {"Success":false,"Message":"Not found"}
            429 |
            500 | {"Success":false,"Message":"error"}
            502 | <html>bad gateway</html>
            503 |
            200 |
            200 | null
            200 | []
            200 | {
            200 | {} {}
            200 | {"Model":{"TransactionId":12345}}
            200 | {"Success":"true"}
            200 | {"success":true}
            """)
    void takesNothingUncertainForAnAnswer(int status, @Nullable String body) {
        stub.answer(status, body == null ? "" : body);

        assertThat(acquirer.charge(aCharge("tk_1", null, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(fetch()).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.fetch(order(false))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.find(sent(true, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.capture(new CaptureRequest("12345", KEY, PRICE, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.cancelHold(new ProviderReference("12345", PRICE), KEY)).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.refund(aRefund())).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.fetchRefund(new ProviderReference("568", PRICE))).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.findRefund(aLostRefund())).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isInstanceOf(ChargebackListing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"Success":true,"Message":null}
            {"Success":true,"Model":null}
            {"Success":true,"Model":"Processed"}
            {"Success":true,"Model":[]}
            {"Success":true,"Model":{}}
            {"Success":false,"Message":null}
            {"Success":true,"Model":{"TransactionId":12345,"Status":"Completed"}}
            {"Success":true,"Model":{"TransactionId":12345,"Amount":299.00,"Status":"Completed"}}
            {"Success":true,"Model":{"TransactionId":12345,"Amount":299.00,"Currency":"RUB"}}
            {"Success":true,"Model":{"TransactionId":"x","Amount":299.00,"Currency":"RUB","Status":"Completed"}}
            {"Success":true,"Model":{"TransactionId":12345,"Amount":299.00,"Currency":"RUB","Status":"Paid"}}
            {"Success":false,"Model":{"TransactionId":12345,"AcsUrl":"https://acs.example","PaReq":"x"}}
            """)
    void takesNoHalfAnswerForCharge(String body) {
        stub.answer(200, body);

        assertThat(acquirer.charge(aCharge("tk_1", null, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, null))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void believesNoSuccessThatContradictsItself() {
        assertThat(answered(COMPLETED)).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(answered(payment("Completed", 0, false, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Completed", 5051, true, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Authorized", 0, false, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("completed", 0, true, ""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(COMPLETED.replace("\"RUB\"", "\"INR\""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(COMPLETED.replace("12345", "54321"))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Completed", 0, true, ",\"Status\":\"Declined\""))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Completed", 0, true, ",\"Type\":1"))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Completed", 0, true, ",\"Type\":2"))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(answered(payment("Completed", 0, true, ",\"Type\":0"))).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(answered(REFUNDED.replace("568", "12345"))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void takesTestMoneyOnlyWhereItIsExpected() {
        var test = payment("Completed", 0, true, ",\"TestMode\":true");
        stub.answer(200, test);

        assertThat(fetch()).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(live(Map.of()).fetch(new ProviderReference("12345", PRICE))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(live(Map.of("test_money", "true")).fetch(new ProviderReference("12345", PRICE)))
                .isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(live(Map.of("public_id", "test_api_1")).fetch(new ProviderReference("12345", PRICE)))
                .isInstanceOf(ChargeOutcome.Succeeded.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            299             | true
            299.0           | true
            299.00          | true
            "299.00"        | true
            2.99e2          | true
            299.000         | true
            "299,00"        | false
            "299.001"       | false
            299.001         | false
            -299.00         | false
            "1e2"           | false
            ""              | false
            null            | false
            {}              | false
            1e999999999     | false
            1e-999999999    | false
            """)
    void readsAmountsStrictly(String value, boolean readable) {
        stub.answer(200, COMPLETED.replace("299.00", value));

        var outcome = fetch();

        if (readable) {
            assertThat(outcome).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                    .returns(PRICE, succeeded -> succeeded.payment().amount());
        } else {
            assertThat(outcome).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    @Test
    void readsRoundAmountsWithoutExponent() {
        assertThat(answered(COMPLETED.replace("299.00", "300.0"))).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(rub(30_000), succeeded -> succeeded.payment().amount());
    }

    @Test
    void readsOurReferences() {
        assertThat(answered(COMPLETED)).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(PAYMENT, succeeded -> succeeded.payment().paymentId())
                .returns(1, succeeded -> succeeded.payment().attempt());
        var number = COMPLETED.replace("\"" + INVOICE + "\"", "1234567");
        assertThat(answered(number)).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(null, succeeded -> succeeded.payment().paymentId())
                .returns(null, succeeded -> succeeded.payment().attempt());
        var data = "{\\\"payment_id\\\":\\\"" + PAYMENT + "\\\",\\\"attempt\\\":\\\"3\\\"}";
        assertThat(answered(number.replace("\"Type\":0", "\"JsonData\":\"" + data + "\""))).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(answered(payment("Completed", 0, true, ",\"JsonData\":\"" + data + "\"").replace(INVOICE, "7")))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(PAYMENT, succeeded -> succeeded.payment().paymentId())
                .returns(3, succeeded -> succeeded.payment().attempt());
    }

    @Test
    void takesMethodForSavedOnlyUnderAnAccount() {
        var card = ",\"Token\":\"tk_1\",\"CardFirstSix\":\"001234\",\"CardLastFour\":\"0007\",\"CardExpDate\":\"01/29\","
                + "\"CardType\":\"МИР\"";

        assertThat(answered(payment("Completed", 0, true, card + ",\"AccountId\":\"7\"")))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .satisfies(succeeded -> {
                    var method = succeeded.payment().method();
                    assertThat(method).isNotNull();
                    assertThat(method.saved()).isTrue();
                    assertThat(method.first6()).isEqualTo("001234");
                    assertThat(method.last4()).isEqualTo("0007");
                    assertThat(method.title()).isEqualTo("МИР *0007");
                    assertThat(method.expiryMonth()).isEqualTo(1);
                    assertThat(method.expiryYear()).isEqualTo(2029);
                });
        assertThat(answered(payment("Completed", 0, true, card))).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .satisfies(succeeded -> assertThat(succeeded.payment().method().saved()).isFalse());
        assertThat(answered(COMPLETED)).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(null, succeeded -> succeeded.payment().method());
    }

    @Test
    void rejectsWrongCredentials() {
        stub.answer(401, "");

        var rejected = new ChargeOutcome.Rejected("unauthorized", "HTTP 401, wrong public id or API secret");
        assertThat(acquirer.charge(aCharge("tk_1", null, null))).isEqualTo(rejected);
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, null))).isEqualTo(rejected);
        assertThat(fetch()).isEqualTo(rejected);
        assertThat(acquirer.find(sent(true, false))).isEqualTo(rejected);
        assertThat(acquirer.refund(aRefund())).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(acquirer.findRefund(aLostRefund())).isInstanceOf(RefundOutcome.Rejected.class);
    }

    @Test
    void tellsAnotherRequestUnderTheSameKey() {
        stub.answer(200, COMPLETED.replace("299.00", "999.00"));
        assertThat(acquirer.charge(aCharge("tk_1", null, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.KEY_CONFLICT, ChargeOutcome.Rejected::code);
        stub.replace(200, COMPLETED.replace(INVOICE, PAYMENT + "-2"));
        assertThat(acquirer.charge(aCharge("tk_1", null, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.KEY_CONFLICT, ChargeOutcome.Rejected::code);
        stub.replace(200, ORDERED.replace("299.0", "999.0"));
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.KEY_CONFLICT, ChargeOutcome.Rejected::code);
        stub.forget();
        stub.answer(200, ACCEPTED).answer(200, REFUNDED.replace("100.00", "50.00"));
        assertThat(acquirer.refund(aRefund())).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.KEY_CONFLICT, RefundOutcome.Rejected::code);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            5001, refer_to_issuer, NEW_METHOD
            5003, invalid_merchant, NEW_METHOD
            5004, pick_up_card, NEW_METHOD
            5005, do_not_honor, NEW_METHOD
            5006, network_refusal, LATER
            5007, pick_up_card_special, NEW_METHOD
            5012, invalid_transaction, NEW_METHOD
            5013, amount_error, LATER
            5014, invalid_card_number, LATER
            5015, no_such_issuer, NEW_METHOD
            5017, refused_by_holder, NEW_METHOD
            5019, transaction_error, NEW_METHOD
            5030, format_error, LATER
            5031, bank_not_supported, NEW_METHOD
            5033, expired_card_pickup, NEW_METHOD
            5034, fraud_suspected, NEW_METHOD
            5036, restricted_card, NEW_METHOD
            5041, lost_card, NEW_METHOD
            5043, stolen_card, NEW_METHOD
            5051, insufficient_funds, LATER
            5054, card_expired, NEW_METHOD
            5055, invalid_pin, LATER
            5057, not_permitted, NEW_METHOD
            5058, not_permitted_to_card, NEW_METHOD
            5059, fraud_suspected_by_bank, NEW_METHOD
            5061, card_limit_exceeded, LATER
            5062, restricted_card_2, NEW_METHOD
            5063, security_violation, LATER
            5065, operations_limit_exceeded, LATER
            5082, invalid_cvv, NEW_METHOD
            5091, issuer_timeout, LATER
            5092, issuer_unreachable, LATER
            5096, system_error, LATER
            5113, card_not_supported, NEW_METHOD
            5204, unable_to_process, LATER
            5206, authentication_failed, WITH_CUSTOMER
            5207, authentication_unavailable, WITH_CUSTOMER
            5300, anti_fraud, NEW_METHOD
            5303, terminal_limit_exceeded, LATER
            5761, phone_missing, WITH_CUSTOMER
            5762, phone_invalid, WITH_CUSTOMER
            5763, phone_differs, WITH_CUSTOMER
            6001, save_refused, NEW_METHOD
            6002, sbp_invalid_error_code, LATER
            6003, sbp_agent_unknown, LATER
            6004, sbp_currency_invalid, LATER
            6005, sbp_link_invalid, LATER
            6006, sbp_amount_or_currency_invalid, LATER
            6007, sbp_redirect_invalid, LATER
            6008, sbp_parameters_invalid, LATER
            6009, sbp_ttl_invalid, LATER
            6010, sbp_binding_unknown, NEW_METHOD
            6011, sbp_binding_invalid, NEW_METHOD
            6013, sbp_refund_invalid, LATER
            6014, sbp_original_incorrect, LATER
            6015, transaction_not_found, LATER
            6016, sbp_member_invalid, LATER
            6017, sbp_category_incorrect, LATER
            6021, receiver_account_error, NEW_METHOD
            6022, receiver_name_error, NEW_METHOD
            6025, method_of_another_terminal, NEW_METHOD
            3001, check_invalid_invoice, LATER
            3002, check_invalid_account, LATER
            3003, check_invalid_amount, LATER
            3004, check_out_of_date, LATER
            3005, check_format_error, LATER
            3006, check_unavailable, LATER
            3007, check_no_connection, LATER
            3008, check_not_accepted, LATER
            9999, reason_9999, LATER
            0, general_decline, LATER
            """)
    void advisesByReasonOfDecline(int code, String word, RetryAdvice advice) {
        stub.answer(200, payment("Declined", code, false, ""));

        assertThat(acquirer.charge(aCharge("tk_1", null, null))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(word, ChargeOutcome.Declined::code)
                .returns(advice, ChargeOutcome.Declined::advice);
    }

    @Test
    void hasWordOfItsOwnForEachCode() {
        assertThat(IntStream.range(1, 10_000).mapToObj(Reason::word)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Reason.values())).hasSize(69);
    }

    @Test
    void takesDeclineWithoutReasonForGeneralOne() {
        stub.answer(200, DECLINED.replace("\"ReasonCode\":5051,", ""));

        assertThat(acquirer.charge(aCharge("tk_1", null, null))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("general_decline", ChargeOutcome.Declined::code)
                .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice);
    }

    @Test
    void takesMissingPaymentForNotFoundOnReadsOnly() {
        stub.answer(200, NOT_FOUND);

        assertThat(fetch()).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(acquirer.fetchRefund(new ProviderReference("568", PRICE))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
        assertThat(acquirer.charge(aCharge("tk_1", null, null))).isEqualTo(new ChargeOutcome.Rejected("refused", "Not found"));
        assertThat(acquirer.capture(new CaptureRequest("12345", KEY, PRICE, null)))
                .isEqualTo(new ChargeOutcome.Rejected("refused", "Not found"));
        assertThat(acquirer.refund(aRefund())).isEqualTo(new RefundOutcome.Rejected("refused", "Not found"));
        stub.replace(200, "{\"Success\":false,\"Message\":\"Service not found\"}");
        assertThat(fetch()).isEqualTo(new ChargeOutcome.Rejected("refused", "Service not found"));
    }

    @Test
    void staysUnknownWhenNoAnswerComes() {
        var hasty = open(Map.of("timeout_seconds", "1"));

        stub.hangUp().breakOff(COMPLETED).stall();

        assertThat(hasty.charge(aCharge("tk_1", null, null))).isEqualTo(new ChargeOutcome.Unknown("the answer broke off"));
        assertThat(hasty.charge(aCharge("tk_1", null, null))).isEqualTo(new ChargeOutcome.Unknown("the answer broke off"));
        assertThat(hasty.charge(aCharge("tk_1", null, null))).isEqualTo(new ChargeOutcome.Unknown("no answer in time"));
        assertThat(stub.seen()).hasSize(3);

        stub.close();
        assertThat(hasty.refund(aRefund())).isEqualTo(new RefundOutcome.Unknown("no connection"));
    }

    @Test
    void followsNoRedirectAndRepeatsNothingByItself() {
        stub.redirect(stub.url() + "/elsewhere");

        assertThat(acquirer.charge(aCharge("tk_1", null, null))).isEqualTo(new ChargeOutcome.Unknown("HTTP 307"));
        assertThat(stub.seen()).hasSize(1);
    }

    // --- what became of an order

    @Test
    void searchesPaymentOfOrderByInvoice() {
        stub.answer(200, COMPLETED);

        assertThat(acquirer.fetch(order(false))).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns("12345", succeeded -> succeeded.payment().id())
                .returns(ORDER, succeeded -> succeeded.payment().announcedAs());
        assertThat(stub.last().target()).isEqualTo("/cp/payments/find");
        assertThat(stub.last().body()).isEqualTo("{\"InvoiceId\":\"" + INVOICE + "\"}");
        assertThat(stub.last().headers()).doesNotContainKey("x-request-id");

        stub.replace(200, payment("Authorized", 0, true, ""));
        assertThat(acquirer.fetch(order(true))).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns(ORDER, held -> held.payment().announcedAs());
    }

    @Test
    void takesNoDeclineOfOpenOrderForTheLastWord() {
        for (var answer : List.of(NOT_FOUND, DECLINED, payment("AwaitingAuthentication", 0, true, ""), payment("Cancelled", 0, true, ""))) {
            stub.replace(200, answer);

            assertThat(acquirer.fetch(order(false))).isEqualTo(new ChargeOutcome.Pending(
                    new ProviderPayment(ORDER, null, PRICE, PAYMENT, 1, null, null), null));
        }
        stub.replace(200, DECLINED);
        assertThat(acquirer.fetch(new ProviderReference("12345", PRICE, sent(true, false)))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(fetch()).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.fetch(new ProviderReference("12345", PRICE, sent(false, false)))).isInstanceOf(ChargeOutcome.Declined.class);
        stub.replace(200, DECLINED.replace(INVOICE, "7"));
        assertThat(fetch()).isInstanceOf(ChargeOutcome.Declined.class);
    }

    @Test
    void believesNoPaymentOfAnotherOrder() {
        for (var invoice : List.of(PAYMENT + "-2", REFUND + "-1", "7", "")) {
            stub.replace(200, COMPLETED.replace(INVOICE, invoice));

            assertThat(acquirer.fetch(order(false))).isInstanceOf(ChargeOutcome.Unknown.class);
            assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    @Test
    void endsExpiredOrderAndLooksOnceMore() {
        stub.answer(200, NOT_FOUND).answer(200, DONE).answer(200, NOT_FOUND);

        assertThat(acquirer.fetch(order(true))).isEqualTo(new ChargeOutcome.Declined(
                "expired", RetryAdvice.LATER, new ProviderPayment(ORDER, null, PRICE, PAYMENT, 1, null, null)));
        assertThat(stub.seen()).extracting(WireStub.Seen::target)
                .containsExactly("/cp/payments/find", "/cp/orders/cancel", "/cp/payments/find");
        assertThat(stub.seen().get(1).body()).isEqualTo("{\"Id\":\"" + ORDER + "\"}");
        assertThat(stub.seen().get(1).header("x-request-id")).isEqualTo("cancel-" + ORDER);
    }

    @Test
    void tellsWhyTheLastTryAtExpiredOrderFailed() {
        stub.answer(200, DECLINED).answer(200, DONE).answer(200, DECLINED);

        assertThat(acquirer.fetch(order(true))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("insufficient_funds", ChargeOutcome.Declined::code)
                .returns(ORDER, declined -> declined.payment().announcedAs());
    }

    @Test
    void findsExpiredOrderPaidMeanwhile() {
        stub.answer(200, DECLINED).answer(200, DONE).answer(200, COMPLETED);

        assertThat(acquirer.fetch(order(true))).isInstanceOf(ChargeOutcome.Succeeded.class);
    }

    @Test
    void declinesExpiredOrderOnlyWhenCertain() {
        var atBank = payment("AwaitingAuthentication", 0, true, "");
        for (var answers : List.of(
                List.of(NOT_FOUND, "{\"Success\":false,\"Message\":null}"),
                List.of(NOT_FOUND, DONE, "{}"),
                List.of(NOT_FOUND, "{}"),
                List.of(atBank, DONE, atBank))) {
            stub.forget();
            answers.forEach(answer -> stub.answer(200, answer));

            assertThat(acquirer.fetch(order(true))).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    // --- searching

    @Test
    void findsChargeOfSavedMethodWhateverBecameOfIt() {
        stub.answer(200, COMPLETED);
        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Succeeded.class);
        stub.replace(200, DECLINED);
        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Declined.class);
        stub.replace(200, payment("AwaitingAuthentication", 0, true, ""));
        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Pending.class);
        stub.replace(200, NOT_FOUND);
        assertThat(acquirer.find(sent(false, false))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(stub.seen()).extracting(WireStub.Seen::target).containsOnly("/cp/payments/find");
    }

    @Test
    void findsOrderWithoutItsAnswerOnlyWhenPaid() {
        stub.answer(200, COMPLETED);
        assertThat(acquirer.find(sent(true, false))).isInstanceOf(ChargeOutcome.Succeeded.class);
        stub.replace(200, DECLINED);
        assertThat(acquirer.find(sent(true, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        stub.replace(200, payment("AwaitingAuthentication", 0, true, ""));
        assertThat(acquirer.find(sent(true, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        stub.replace(200, NOT_FOUND);
        assertThat(acquirer.find(sent(true, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.find(sent(true, true))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
    }

    @Test
    void findsRefundAsLastOperationOfThePayment() {
        stub.answer(200, COMPLETED).answer(200, REFUNDED);

        assertThat(acquirer.findRefund(aLostRefund())).isEqualTo(new RefundOutcome.Succeeded(
                new RefundOutcome.ProviderRefund("568", "12345", rub(10_000), REFUND)));
        assertThat(stub.seen()).extracting(WireStub.Seen::target).containsExactly("/cp/payments/get", "/cp/v2/payments/find");
        assertThat(stub.last().body()).isEqualTo("{\"InvoiceId\":\"" + INVOICE + "\"}");
    }

    @Test
    void provesAbsenceOfRefundOnlyByThePaymentItself() {
        lookingUpRefund(COMPLETED, COMPLETED, outcome -> assertThat(outcome).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code));
        var refunded = payment("Completed", 0, true, ",\"Refunded\":true");
        var another = refund("Completed", true, "100.00", PAYMENT);
        var cabinets = another.replaceFirst("\"JsonData\":\"[^,]*,", "");
        for (var last : List.of(refunded, another, cabinets, COMPLETED.replace("12345", "54321"), NOT_FOUND,
                REFUNDED.replace("\"OriginalTransactionId\":12345", "\"OriginalTransactionId\":54321"),
                REFUNDED.replace(INVOICE, PAYMENT + "-2"))) {
            lookingUpRefund(COMPLETED, last, outcome -> assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class));
        }
        var older = another.replace("\"Type\":1", "\"Type\":1,\"CreatedDateIso\":\"2026-03-01T09:54:59\"");
        lookingUpRefund(COMPLETED, older, outcome -> assertThat(outcome).isInstanceOf(RefundOutcome.Rejected.class));
        lookingUpRefund(COMPLETED, older.replace("09:54:59", "09:55:59"),
                outcome -> assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class));
        lookingUpRefund(NOT_FOUND, COMPLETED, outcome -> assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class));
        lookingUpRefund(COMPLETED.replace("\"InvoiceId\":\"" + INVOICE + "\",", ""), COMPLETED,
                outcome -> assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class));
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, true, Succeeded", "Completed, false, Unknown", "Declined, false, Declined", "Cancelled, true, Declined",
        "Authorized, true, Pending", "AwaitingAuthentication, true, Pending", "Refunding, true, Unknown"})
    void readsRefundsByStatus(String status, boolean success, String outcome) {
        stub.answer(200, refund(status, success, "100.00", REFUND));

        assertThat(acquirer.fetchRefund(new ProviderReference("568", rub(10_000))).getClass().getSimpleName()).isEqualTo(outcome);
        stub.forget();
        stub.answer(200, ACCEPTED).answer(200, refund(status, success, "100.00", REFUND));
        assertThat(acquirer.refund(aRefund()).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void takesNoPaymentForRefund() {
        stub.answer(200, COMPLETED);

        assertThat(acquirer.fetchRefund(new ProviderReference("12345", PRICE))).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.fetchRefund(new ProviderReference("568", PRICE))).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void believesAcceptedRefundThatCannotBeRead() {
        stub.answer(200, ACCEPTED).answer(200, NOT_FOUND);
        assertThat(acquirer.refund(aRefund())).isInstanceOf(RefundOutcome.Succeeded.class);

        stub.forget();
        stub.answer(200, ACCEPTED).answer(500, "");
        assertThat(acquirer.refund(aRefund())).asInstanceOf(type(RefundOutcome.Pending.class))
                .returns("568", pending -> pending.refund().id());

        stub.replace(200, DONE);
        assertThat(acquirer.refund(aRefund())).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void capturesWithNoOtherAmount() {
        stub.answer(200, DONE).answer(200, COMPLETED);

        assertThat(acquirer.capture(new CaptureRequest("12345", KEY, rub(10_000), null))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    // --- chargebacks

    @Test
    void listsWhatBanksTookBack() {
        stub.answer(200, chargebacks(
                chargeback("cb-1", "Presentment", "Chargeback", "100.00"),
                chargeback("cb-2", "Representment", "Chargeback", "100.00"),
                chargeback("cb-3", "Presentment", "Fee", "20.00"),
                chargeback("cb-1", "Presentment", "Chargeback", "100.00")));

        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT.plus(Duration.ofDays(31)))).isEqualTo(new ChargebackListing.Listed(
                List.of(new Chargeback("cb-1", "12345", rub(10_000), Instant.parse("2026-03-02T10:00:00Z")))));
        assertThat(stub.last().target()).isEqualTo("/cp/chargebacks/list");
        assertThat(stub.last().body()).isEqualTo("{\"CreatedDateGte\":\"2026-03-01T10:00:00+00:00\","
                + "\"CreatedDateLte\":\"2026-04-01T10:00:01+00:00\",\"PageNumber\":1}");
    }

    @Test
    void readsChargebacksToTheLastPage() {
        var full = IntStream.range(0, 100)
                .mapToObj(i -> chargeback("cb-" + i, "Presentment", "Chargeback", "1.00")).toArray(String[]::new);
        stub.answer(200, chargebacks(full)).answer(200, chargebacks(chargeback("last", "Presentment", "Chargeback", "1.00")));

        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).asInstanceOf(type(ChargebackListing.Listed.class))
                .satisfies(listed -> assertThat(listed.chargebacks()).hasSize(101));
        assertThat(stub.last().body()).contains("\"PageNumber\":2");

        stub.forget();
        stub.answer(200, chargebacks(full)).answer(500, "");
        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isEqualTo(new ChargebackListing.Unknown("HTTP 500"));

        stub.replace(200, chargebacks(full));
        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isEqualTo(
                new ChargebackListing.Unknown("the list is longer than 100 pages"));
    }

    @Test
    void listsAllChargebacksOrNone() {
        for (var entry : List.of(
                chargeback("cb-1", "Presentment", "Reversal", "1.00"), chargeback("cb-1", "", "Chargeback", "1.00"),
                chargeback("cb-1", "Presentment", "Chargeback", "-1.00"), chargeback("", "Presentment", "Chargeback", "1.00"),
                chargeback("cb-1", "Presentment", "Chargeback", "1.00").replace("12345", "\"x\""),
                chargeback("cb-1", "Presentment", "Chargeback", "1.00").replace("2026-03-02T10", "someday"))) {
            stub.replace(200, chargebacks(chargeback("cb-0", "Presentment", "Chargeback", "1.00"), entry));

            assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isInstanceOf(ChargebackListing.Unknown.class);
        }
        stub.replace(200, chargebacks());
        assertThat(acquirer.chargebacks(SENT_AT, SENT_AT)).isEqualTo(new ChargebackListing.Listed(List.of()));
        assertThatThrownBy(() -> acquirer.chargebacks(SENT_AT, SENT_AT.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> acquirer.chargebacks(SENT_AT, SENT_AT.plus(Duration.ofDays(32))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // --- settings

    @Test
    void showsNoSecretsTokensOrDigitsInWhatItSays() {
        stub.answer(200, "{\"Success\":false,\"Message\":"
                + "\"Card 5555555555554477 of anna@example.org, token tk_255c42192323f2e0\\nis refused\"}");

        var outcome = acquirer.charge(aCharge("tk_255c42192323f2e0", null, null));

        assertThat(outcome.toString()).contains("Card", "is refused")
                .doesNotContain("5555", "4477", "anna", "255c", SECRET, "\n");
        assertThat(acquirer.toString()).doesNotContain(SECRET, "test_api_1");
        assertThat(CloudPaymentsApi.envelope(COMPLETED).toString()).doesNotContain("12345");
    }

    @Test
    void opensOnlyWithCompleteSettings() {
        assertThatThrownBy(() -> open(Map.of("api_secret", " "))).hasMessageContaining("api_secret");
        assertThatThrownBy(() -> open(Map.of("public_id", ""))).hasMessageContaining("public_id");
        assertThatThrownBy(() -> open(Map.of("public_id", "1:2"))).hasMessageContaining("public_id");
        assertThatThrownBy(() -> open(Map.of("api_url", "ftp://x"))).hasMessageContaining("api_url");
        assertThatThrownBy(() -> open(Map.of("api_url", "https:/x"))).hasMessageContaining("api_url");
        assertThatThrownBy(() -> open(Map.of("timeout_seconds", "0"))).hasMessageContaining("timeout_seconds");
        assertThatThrownBy(() -> open(Map.of("timeout_seconds", "120"))).hasMessageContaining("timeout_seconds");
        assertThatThrownBy(() -> open(Map.of("test_money", "yes"))).hasMessageContaining("test_money");
        assertThatThrownBy(() -> provider().open(new AccountSettings(
                        "main", Map.of("public_id", "1", "api_secret", "2", "api_url", "http://api.example"), false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(provider().name()).isEqualTo("cloudpayments");
        assertThat(provider().open(new AccountSettings("main", Map.of("public_id", "pk_1", "api_secret", "2"), false)))
                .isNotNull();
    }

    @Test
    void staysWithinTheProvidersOwnTimes() {
        assertThat(acquirer.keyLifetime()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(55));
        assertThat(acquirer.pendingLifetime()).isBetween(Duration.ofMinutes(61), Duration.ofHours(24));
    }

    private void lookingUpRefund(String payment, String last, Consumer<RefundOutcome> check) {
        stub.forget();
        stub.answer(200, payment).answer(200, last);
        check.accept(acquirer.findRefund(aLostRefund()));
    }

    /** What the stub's answer is taken for from now on; earlier scripts are used up. */
    private ChargeOutcome answered(String body) {
        stub.replace(200, body);
        return fetch();
    }

    private ChargeOutcome fetch() {
        return acquirer.fetch(new ProviderReference("12345", PRICE));
    }

    private Acquirer open(Map<String, String> changes) {
        var values = new HashMap<>(Map.of("public_id", "test_api_1", "api_secret", SECRET, "api_url", stub.url() + "/cp"));
        values.putAll(changes);
        return provider().open(new AccountSettings("main", values, true));
    }

    /** As a live installation opens it, but for the address. */
    private Acquirer live(Map<String, String> changes) {
        var values = new HashMap<>(Map.of("public_id", "pk_1", "api_secret", SECRET));
        values.putAll(changes);
        var api = new CloudPaymentsApi(new OutboundHttp(), URI.create(stub.url()), "pk_1", SECRET, Duration.ofSeconds(5));
        boolean test = CloudPaymentsProvider.takesTestMoney(new AccountSettings("main", values, false));
        return new CloudPaymentsAcquirer(api, new PaymentAnswers(test), new NotificationReader(new Signature(SECRET), test), null);
    }

    private static CloudPaymentsProvider provider() {
        return new CloudPaymentsProvider(new OutboundHttp());
    }

    private static ChargeRequest aCharge(@Nullable String method, @Nullable URI returnUrl, @Nullable Receipt receipt) {
        return Charges.request(PAYMENT, 1, KEY, PRICE, "Подписка, март", true, true, method, returnUrl, receipt);
    }

    private static Receipt aReceipt(int vatCode) {
        var line = new Receipt.Line("Подписка", 2, rub(14_950), vatCode, "service", "full_payment");
        return new Receipt("anna@example.org", "79000000000", 2, List.of(line));
    }

    private static RefundRequest aRefund() {
        return new RefundRequest(REFUND, "12345", "refund-1", rub(10_000), false, "unused days", aReceipt(1));
    }

    private static ProviderReference order(boolean expired) {
        return new ProviderReference(ORDER, PRICE, sent(true, expired));
    }

    private static SentCharge sent(boolean hosted, boolean expired) {
        return new SentCharge(Charges.reference(PAYMENT, 1), PRICE, SENT_AT, hosted, false, expired);
    }

    private static LostRefund aLostRefund() {
        return new LostRefund(REFUND, "12345", rub(10_000), SENT_AT);
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    private static String payment(String status, int reason, boolean success, String more) {
        return """
                {"Model":{"ReasonCode":%d,"TransactionId":12345,"Amount":299.00,"Currency":"RUB","InvoiceId":"%s",\
                "Status":"%s"%s},"Success":%s,"Message":null}""".formatted(reason, INVOICE, status, more, success);
    }

    private static String refund(String status, boolean success, String amount, UUID reference) {
        return """
                {"Model":{"TransactionId":568,"Amount":%s,"Currency":"RUB","InvoiceId":"%s","Status":"%s",\
                "JsonData":"{\\"refund_id\\":\\"%s\\"}","Type":1,"OriginalTransactionId":12345},"Success":%s,"Message":null}"""
                .formatted(amount, INVOICE, status, reference, success);
    }

    private static String chargebacks(String... entries) {
        return "{\"Model\":[" + String.join(",", entries) + "],\"Success\":true,\"Message\":null}";
    }

    private static String chargeback(String id, String operation, String type, String amount) {
        return """
                {"ChargeBackId":"%s","TransactionId":12345,"TerminalUrl":"https://shop.example","Gateway":"Test",\
                "Operation":"%s","Type":"%s","Card":"4242 42****** 4242","Date":"2026-03-02T10:00:00","Amount":%s,\
                "Currency":"RUB"}""".formatted(id, operation, type, amount);
    }
}
