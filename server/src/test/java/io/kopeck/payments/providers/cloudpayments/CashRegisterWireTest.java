package io.kopeck.payments.providers.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.ReceiptSubject;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.SentReceipt;
import io.kopeck.platform.http.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

/** The bytes of receipts by calls of their own, and what each kind of answer is taken for. */
@Timeout(20)
class CashRegisterWireTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID CUSTOMER = UUID.fromString("0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11");
    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final Receipt RECEIPT = new Receipt("anna@example.org", null, 2,
            List.of(new Receipt.Line("Подписка", 1, PRICE, 1, "service", "full_payment")));
    private static final String QUEUED = "17b6899c89af4486b954ba584af8c4ae";

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open("7708806062");

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void asksForTheReceiptOfAPayment() {
        stub.answer(200, fixture("kkt_receipt_queued.response.json"));

        var outcome = acquirer.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT));

        assertThat(outcome).isEqualTo(new ReceiptOutcome.Pending(QUEUED));
        assertThat(stub.last().target()).isEqualTo("/kkt/receipt");
        assertThat(stub.last().header("x-request-id")).isEqualTo("key-1");
        assertThat(stub.last().body()).isEqualTo("{\"Inn\":\"7708806062\",\"Type\":\"Income\","
                + "\"InvoiceId\":\"01900000-0000-7000-8000-000000000001\",\"AccountId\":\"0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11\","
                + "\"CustomerReceipt\":{\"Items\":[{\"Label\":\"Подписка\",\"Price\":299.00,\"Quantity\":1,\"Amount\":299.00,\"Vat\":null,"
                + "\"Method\":4,\"Object\":4}],\"TaxationSystem\":1,\"Email\":\"anna@example.org\",\"Amounts\":{\"Electronic\":299.00}}}");
        var official = Json.read(fixture("kkt_receipt_income.request.json"));
        assertThat(official).isNotNull();
        assertThat(Json.read(stub.last().body()).propertyNames()).containsExactlyInAnyOrderElementsOf(official.propertyNames());
    }

    @Test
    void asksForTheReceiptOfARefund() {
        stub.answer(200, fixture("kkt_receipt_queued.response.json"));

        acquirer.sendReceipt(new ReceiptRequest("key-1", subject("777"), RECEIPT));

        assertThat(stub.last().body()).contains("\"Type\":\"IncomeReturn\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"Success\":false,\"Message\":\"x\",\"Model\":{\"ErrorCode\":13}} | register_13",
        "401 | | unauthorized",
    })
    void knowsARefusal(int status, @Nullable String body, String code) {
        stub.answer(status, body == null ? "" : body);

        var outcome = acquirer.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT));

        assertThat(outcome).isInstanceOfSatisfying(ReceiptOutcome.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void knowsTheOfficialRefusal() {
        stub.answer(200, fixture("kkt_receipt_error.response.json"));

        var outcome = acquirer.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT));

        assertThat(outcome).isInstanceOfSatisfying(ReceiptOutcome.Refused.class, refused -> assertThat(refused.code()).isEqualTo("register_-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"Success\":true,\"Model\":{\"ErrorCode\":0}}", "{\"Success\":true,\"Model\":{\"Id\":\"a b\",\"ErrorCode\":0}}",
        "{\"Success\":false,\"Model\":{\"ErrorCode\":0}}", "{\"Success\":false,\"Message\":null}", "{\"Success\":true", "[]"
    })
    void leavesOpenWhatTheAnswerDoesNotSay(String body) {
        stub.answer(200, body);

        assertThat(acquirer.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT))).isInstanceOf(ReceiptOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 302})
    void leavesOpenWhatAnErrorDoesNotSay(int status) {
        stub.answer(status, fixture("kkt_receipt_queued.response.json"));

        assertThat(acquirer.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT))).isInstanceOf(ReceiptOutcome.Unknown.class);
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), QUEUED, false))).isInstanceOf(ReceiptOutcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"Queued, Pending", "Processed, Registered", "Error, Refused", "NotFound, Unknown", "Printed, Unknown"})
    void knowsWhatBecameOfIt(String status, String outcome) {
        stub.answer(200, "{\"Model\":\"" + status + "\",\"Success\":true}");

        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), QUEUED, false)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(stub.last().target()).isEqualTo("/kkt/receipt/status/get");
        assertThat(stub.last().body()).isEqualTo("{\"Id\":\"" + QUEUED + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"processed, Registered", "not_found, Unknown"})
    void readsTheOfficialStates(String status, String outcome) {
        stub.answer(200, fixture("kkt_receipt_status_" + status + ".response.json"));

        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), QUEUED, false)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void doesNotAskWithoutAnId() {
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), null, false))).isInstanceOf(ReceiptOutcome.Unknown.class);
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), "a b", false))).isInstanceOf(ReceiptOutcome.Unknown.class);
        assertThat(acquirer.fetchReceipt(new SentReceipt(subject(null), null, true))).isInstanceOf(ReceiptOutcome.NotOffered.class);
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void keepsReceiptsOutOfTheMoneyCalls() {
        stub.answer(200, "{\"Success\":false,\"Message\":\"x\"}");

        acquirer.charge(Charges.request(PAYMENT, 1, "key", PRICE, "x", true, true, null, URI.create("https://shop.example/"), RECEIPT));
        acquirer.charge(Charges.request(PAYMENT, 1, "key", PRICE, "x", true, false, "token", null, RECEIPT));
        acquirer.capture(new CaptureRequest("1", "key", PRICE, RECEIPT));
        acquirer.refund(new RefundRequest(UUID.randomUUID(), "1", "key", PRICE, true, "x", RECEIPT));

        assertThat(acquirer.receiptsRideAlong()).isFalse();
        assertThat(stub.seen()).hasSizeGreaterThanOrEqualTo(4).noneMatch(seen -> seen.body().contains("CustomerReceipt"));
    }

    @Test
    void isNotOfferedWithoutAnInn() {
        var riding = open("");

        assertThat(riding.receiptsRideAlong()).isTrue();
        assertThat(riding.sendReceipt(new ReceiptRequest("key-1", subject(null), RECEIPT))).isInstanceOf(ReceiptOutcome.NotOffered.class);
        assertThat(riding.fetchReceipt(new SentReceipt(subject(null), QUEUED, false))).isInstanceOf(ReceiptOutcome.NotOffered.class);
        assertThat(stub.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"770880606", "77088060621", "77088O6062"})
    void wantsATaxpayerNumber(String inn) {
        assertThatThrownBy(() -> open(inn)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("inn of main");
    }

    private Acquirer open(String inn) {
        var settings = new HashMap<>(Map.of("public_id", "test_api_1", "api_secret", "s", "api_url", stub.url(), "timeout_seconds", "1"));
        settings.put("inn", inn);
        return new CloudPaymentsProvider(new OutboundHttp()).open(new AccountSettings("main", settings, true));
    }

    private static ReceiptSubject subject(@Nullable String refund) {
        return new ReceiptSubject(PAYMENT, CUSTOMER, "12345", refund, PRICE);
    }

    private static String fixture(String name) {
        try (var in = CashRegisterWireTest.class.getResourceAsStream("/fixtures/cloudpayments/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
