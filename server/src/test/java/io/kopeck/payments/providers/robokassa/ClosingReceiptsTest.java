package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.providers.robokassa.ClosingReceipts.Outcome;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Second receipts: the bytes of each request, and what each kind of answer is taken for. The hash was made with another tool. */
@Timeout(20)
class ClosingReceiptsTest {

    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final URI SITE = URI.create("https://shop.example/");

    private final WireStub stub = new WireStub();
    private final ClosingReceipts receipts = new ClosingReceipts(
            new RobokassaApi(new OutboundHttp(), RobokassaApi.Hosts.under(URI.create(stub.url())), Duration.ofSeconds(10)),
            new Shop("kopeck", "pass1", "pass2", null, Hash.SHA256, false));

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void attachesReceiptToPaymentItCloses() {
        stub.answer(200, "{\"ResultCode\": \"0\", \"ResultDescription\": \"ok\"}");

        var outcome = receipts.attach(2001, "1001", aReceipt(11), PRICE, SITE);

        assertThat(outcome).isEqualTo(new Outcome.Done());
        assertThat(stub.last().method() + " " + stub.last().target()).isEqualTo("POST /RoboFiscal/Receipt/Attach");
        var parts = stub.last().body().split("\\.");
        assertThat(parts).hasSize(2);
        assertThat(decode(parts[0])).isEqualTo("{\"merchantId\":\"kopeck\",\"id\":\"2001\",\"originId\":\"1001\",\"operation\":\"sell\","
                + "\"sno\":\"usn_income\",\"items\":[{\"name\":\"Подписка\",\"quantity\":2,\"sum\":299.00,"
                + "\"payment_method\":\"full_payment\",\"payment_object\":\"service\",\"tax\":\"vat22\"}],"
                + "\"url\":\"https://shop.example/\",\"total\":299.00,"
                + "\"client\":{\"email\":\"receipts@example.org\",\"phone\":\"79000000000\"},\"payments\":[{\"type\":2,\"sum\":299.00}]}");
        assertThat(decode(parts[1])).isEqualTo("4519d8bce0a628566846af288e4c6ff55153803152a8bb6e97bf4f16ccba2825");
        assertThat(stub.last().body()).doesNotContain("=");
    }

    @Test
    void asksForReceipt() {
        stub.answer(200, "{\"Code\":\"2\",\"Description\":\"Done\",\"FnNumber\":\"1\"}");

        assertThat(receipts.status(2001)).isEqualTo(new Outcome.Done());
        assertThat(stub.last().target()).isEqualTo("/RoboFiscal/Receipt/Status");
        assertThat(decode(stub.last().body().split("\\.")[0])).isEqualTo("{\"merchantId\":\"kopeck\",\"id\":\"2001\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"ResultCode\":\"0\"} | Done | Unknown", "200 | {\"ResultCode\":0} | Done | Unknown",
        "200 | {\"ResultCode\":\"5\"} | Refused | Unknown", "200 | {\"ResultCode\":\"1000\"} | Unknown | Unknown",
        "200 | {\"Code\":\"1000\",\"Description\":\"Error\",\"Statuses\":null} | Unknown | Unknown",
        "200 | {\"Code\":\"2\"} | Unknown | Done", "200 | {\"Code\":\"1\"} | Unknown | Unknown", "200 | {} | Unknown | Unknown",
        "200 | OK | Unknown | Unknown", "200 | {\"ResultCode\":\"x\"} | Unknown | Unknown", "500 | {\"ResultCode\":\"0\"} | Unknown | Unknown"
    })
    void believesOnlyItsOwnCodes(int status, String body, String attached, String registered) {
        stub.answer(status, body);

        assertThat(receipts.attach(2001, "1001", aReceipt(11), PRICE, SITE).getClass().getSimpleName()).isEqualTo(attached);
        assertThat(receipts.status(2001).getClass().getSimpleName()).isEqualTo(registered);
    }

    @Test
    void knowsNothingWithoutAnswer() {
        stub.hangUp();

        assertThat(receipts.attach(2001, "1001", aReceipt(11), PRICE, SITE)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void sendsNothingThatCannotBeSaid() {
        assertThatThrownBy(() -> receipts.attach(2001, "1001", aReceipt(13), PRICE, SITE)).isInstanceOf(UnspeakableReceipt.class);
        assertThat(stub.seen()).isEmpty();
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static Receipt aReceipt(int vatCode) {
        return new Receipt("receipts@example.org", "79000000000", 2, List.of(
                new Receipt.Line("Подписка", 2, new Money(14_950, Currency.RUB), vatCode, "service", "full_prepayment")));
    }
}
