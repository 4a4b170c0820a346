package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.platform.http.OutboundHttp;
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

/** The bytes of each request about a hold or a refund, and what each kind of answer is taken for. */
@Timeout(20)
class RobokassaRefundWireTest {

    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final Money PART = new Money(10_000, Currency.RUB);
    private static final String REQUEST = "cf15fd52-d2d1-4fc4-b9c0-25310e3bdded";
    private static final String PAID = state("100");

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open(Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    // --- holds

    @Test
    void takesHoldAndAsksWhatBecameOfIt() {
        stub.answer(200, "whatever").answer(200, state("100").replace("299.00", "100.00"));

        var outcome = acquirer.capture(new CaptureRequest("1001", "key", PART, null));

        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(PART, succeeded -> succeeded.payment().amount());
        assertThat(stub.seen()).hasSize(2);
        var request = stub.seen().getFirst();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /Merchant/Payment/Confirm");
        assertThat(request.body()).isEqualTo("MerchantLogin=demo&InvoiceID=1001&OutSum=100.00&SignatureValue="
                + Hash.MD5.hex("demo:100.00:1001:p1"));
        assertThat(stub.last().target()).startsWith("/Merchant/WebService/Service.asmx/OpStateExt?");
    }

    @Test
    void takesHoldWithReceiptOfWhatIsLeft() {
        stub.answer(200, "whatever").answer(200, PAID);

        acquirer.capture(new CaptureRequest("1001", "key", PART, aReceipt()));

        var fields = Form.read(stub.seen().getFirst().body());
        assertThat(fields.get("SignatureValue")).isEqualTo(Hash.MD5.hex("demo:100.00:1001:" + fields.get("Receipt") + ":p1"));
    }

    @Test
    void givesHoldBackWithoutNamingSum() {
        stub.answer(200, "whatever").answer(200, state("10"));

        var outcome = acquirer.cancelHold(new ProviderReference("1570", PRICE), "key");

        assertThat(outcome).isInstanceOf(ChargeOutcome.Declined.class);
        var request = stub.seen().getFirst();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /Merchant/Payment/Cancel");
        assertThat(request.body())
                .isEqualTo("MerchantLogin=demo&InvoiceID=1570&SignatureValue=2002c1d567c4ad66acf23757bf766688");
    }

    @ParameterizedTest
    @CsvSource({"100, Succeeded", "20, Unknown", "10, Declined", "60, Declined", "50, Pending", "15, Unknown"})
    void believesStateAndNotTheAnswerToChange(String state, String outcome) {
        for (var answer : List.of("true", "<html>Error 65</html>")) {
            stub.forget();
            stub.answer(200, answer).answer(200, state(state));
            assertThat(acquirer.capture(new CaptureRequest("1001", "key", PRICE, null)).getClass().getSimpleName()).isEqualTo(outcome);
            stub.forget();
            stub.answer(400, answer).answer(200, state(state));
            assertThat(acquirer.cancelHold(new ProviderReference("1001", PRICE), "key").getClass().getSimpleName()).isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "1000"})
    void knowsNothingOfHoldThatIsNotShownAfterwards(String result) {
        stub.answer(200, "whatever").answer(200, PAID.replace("<Code>0<", "<Code>" + result + "<"));

        assertThat(acquirer.capture(new CaptureRequest("1001", "key", PRICE, null))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void knowsNothingOfChangeWithoutAnswer() {
        stub.hangUp().answer(502, "bad gateway");

        assertThat(acquirer.capture(new CaptureRequest("1001", "key", PRICE, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.cancelHold(new ProviderReference("1001", PRICE), "key")).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(acquirer.capture(new CaptureRequest("x", "key", PRICE, null))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(stub.seen()).hasSize(2);
    }

    // --- refunds

    @Test
    void looksUpOperationAndReturnsPartOfIt() {
        stub.answer(200, PAID).answer(200, "{\"success\":true,\"message\":null,\"requestId\":\"" + REQUEST + "\"}");

        var outcome = acquirer.refund(aRefund("1001", null));

        assertThat(outcome).isEqualTo(new RefundOutcome.Pending(new RefundOutcome.ProviderRefund(REQUEST, "1001", PART, null)));
        var request = stub.last();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /RefundService/Refund/Create");
        assertThat(request.header("content-type")).isEqualTo("application/jwt");
        assertThat(request.body()).isEqualTo(Tokens.sign("{\"OpKey\":\"ABCDEF12-0001-OVO\",\"RefundSum\":100.00}", "password3"));
    }

    @Test
    void sendsTokenAsJsonWhereThatIsExpected() {
        stub.answer(200, PAID).answer(200, "{\"success\":true,\"requestId\":\"r-1\"}");

        open(Map.of("refund_body", "json")).refund(aRefund("1001", null));

        assertThat(stub.last().header("content-type")).isEqualTo("application/json");
        assertThat(stub.last().body()).startsWith("\"eyJ").endsWith("\"");
    }

    @Test
    void returnsItemsWithTheirReceipt() {
        stub.answer(200, PAID).answer(200, "{\"success\":true,\"requestId\":\"r-1\"}");

        acquirer.refund(aRefund("1001", aReceipt()));

        assertThat(stub.last().body()).isEqualTo(Tokens.sign("{\"OpKey\":\"ABCDEF12-0001-OVO\",\"RefundSum\":100.00,"
                + "\"InvoiceItems\":[{\"Name\":\"Подписка\",\"Quantity\":1,\"Cost\":100.00,\"Tax\":\"none\","
                + "\"PaymentMethod\":\"full_payment\",\"PaymentObject\":\"service\"}]}", "password3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"success\":false,\"message\":\"NotEnoughOperationFunds\",\"requestId\":null} | not_enough_operation_funds",
        "200 | {\"success\":false,\"message\":\"Invalid operation key\"} | refused",
        "400 | {\"success\":false} | refused"
    })
    void takesOnlyRefusalForRefusal(int status, String body, String code) {
        stub.answer(200, PAID).answer(status, body);

        assertThat(acquirer.refund(aRefund("1001", null))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(code, RefundOutcome.Rejected::code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"success\":true}", "200 | {\"success\":true,\"requestId\":\"a b\"}", "200 | {\"success\":\"false\"}", "200 | {}",
        "200 | []", "200 | OK", "200 | {\"success\":true,\"requestId\":\"r\"", "403 | Forbidden", "500 | {\"success\":false}",
        "429 | {\"success\":false}", "302 | {\"success\":false}"
    })
    void knowsNothingOfRefundFromOtherAnswers(int status, String body) {
        stub.answer(200, PAID).answer(status, body);

        assertThat(acquirer.refund(aRefund("1001", null))).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void knowsNothingOfRefundWithoutAnswerAndNeverFindsIt() {
        stub.answer(200, PAID).hangUp();

        assertThat(acquirer.refund(aRefund("1001", null))).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(stub.seen()).hasSize(2);
        assertThat(acquirer.findRefund(new LostRefund(UUID.randomUUID(), "1001", PART, Instant.parse("2026-03-01T10:00:00Z"))))
                .isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void returnsNothingOfWhatWasNotPaidOrNotRead() {
        for (var operation : List.of(state("5"), state("20"), state("60"), PAID.replace("<Code>0<", "<Code>3<"),
                PAID.replace("<Code>0<", "<Code>1<"), PAID.replace("<Code>0<", "<Code>1000<"), PAID.replaceAll("<OpKey>.*</OpKey>", ""),
                PAID.replaceAll("<OpKey>.*</OpKey>", "<OpKey>a\"b</OpKey>"), "<html/>")) {
            stub.replace(200, operation);
            assertThat(acquirer.refund(aRefund("1001", null))).isInstanceOf(RefundOutcome.Rejected.class);
        }
        stub.replace(500, "");
        assertThat(acquirer.refund(aRefund("1001", null))).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(acquirer.refund(aRefund("x", null))).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(stub.seen()).noneMatch(request -> request.target().contains("Refund"));
    }

    @Test
    void saysThatRefundsNeedThirdPassword() {
        assertThat(open(Map.of("password3", "")).refund(aRefund("1001", null))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns("no_password3", RefundOutcome.Rejected::code);
        assertThat(open(Map.of("is_test", "true")).refund(aRefund("1001", null))).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns("no_test_mode", RefundOutcome.Rejected::code);
        assertThat(stub.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"requestId\":\"r-1\",\"amount\":100.000000,\"label\":\"finished\"} | Succeeded",
        "{\"requestId\":\"R-1\",\"amount\":\"100.00\",\"label\":\"processing\"} | Pending",
        "{\"requestId\":\"r-1\",\"amount\":0,\"label\":\"canceled\"} | Declined",
        "{\"requestId\":\"r-1\",\"label\":\"canceled\"} | Declined",
        "{\"requestId\":\"r-1\",\"amount\":100,\"label\":\"lost\"} | Unknown",
        "{\"requestId\":\"r-1\",\"amount\":100} | Unknown",
        "{\"requestId\":\"r-1\",\"amount\":100.001,\"label\":\"finished\"} | Unknown",
        "{\"requestId\":\"r-2\",\"amount\":100,\"label\":\"finished\"} | Unknown",
        "{\"requestId\":\"r-2\",\"amount\":0,\"label\":\"canceled\"} | Unknown",
        "{\"message\":\"Id is invalid or request id does not exist\"} | Rejected",
        "{\"message\":\"Something else\"} | Unknown",
        "[] | Unknown"
    })
    void readsRefund(String body, String outcome) {
        for (int status : new int[] {200, 400}) {
            stub.replace(status, body);
            assertThat(acquirer.fetchRefund(new ProviderReference("r-1", PART)).getClass().getSimpleName()).isEqualTo(outcome);
        }
        assertThat(stub.last().method() + " " + stub.last().target()).isEqualTo("GET /RefundService/Refund/GetState?id=r-1");
        stub.replace(500, body);
        assertThat(acquirer.fetchRefund(new ProviderReference("r-1", PART))).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void refusesWrongSettingsByName() {
        assertThatThrownBy(() -> open(Map.of("refund_body", "xml"))).hasMessageContaining("refund_body");
        assertThatThrownBy(() -> open(Map.of("result2_certificate", "not PEM"))).hasMessageContaining("result2_certificate");
    }

    private static RefundRequest aRefund(String payment, @Nullable Receipt receipt) {
        return new RefundRequest(UUID.randomUUID(), payment, "key", PART, false, "unused days", receipt);
    }

    private static Receipt aReceipt() {
        return new Receipt("anna@example.org", null, null, List.of(
                new Receipt.Line("Подписка", 1, PART, 1, "service", "full_payment")));
    }

    private static String state(String code) {
        return """
                <OperationStateResponse><Result><Code>0</Code></Result><State><Code>%s</Code></State>
                <Info><IncSum>299.00</IncSum><OutSum>290.03</OutSum><OpKey>ABCDEF12-0001-OVO</OpKey></Info></OperationStateResponse>"""
                .formatted(code);
    }

    private Acquirer open(Map<String, String> more) {
        var values = new HashMap<>(Map.of("login", "demo", "password1", "p1", "password2", "p2", "password3", "password3",
                "test_password1", "t1", "test_password2", "t2", "api_url", stub.url()));
        values.putAll(more);
        return new RobokassaProvider(new OutboundHttp()).open(new AccountSettings("main", values, true));
    }
}
