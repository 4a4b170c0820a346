package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fiscal receipts: those that ride in operations and those asked for on their own. */
class ReceiptsTest {

    private Listener listener;
    private Sandbox sandbox;
    private Shop shop;

    @BeforeEach
    void start() {
        listener = new Listener();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withStartAt(Instant.parse("2026-05-01T00:00:00Z"))
                .withCloudPayments(CloudPaymentsOptions.defaults().withWebhookUrl(listener.url())));
        shop = new Shop(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        listener.close();
    }

    private static String receipt(String item, String more) {
        return Shop.merged("{\"Items\":[" + Shop.merged("""
                {"Label":"Подписка","Price":100,"Quantity":1,"Amount":100,"Vat":22,"Method":4,"Object":4}""", item) + "],\"TaxationSystem\":0}", more);
    }

    private static String riding(String receipt) {
        return "{\"JsonData\":{\"order_id\":\"72\",\"cloudpayments\":{\"CustomerReceipt\":" + receipt + "}}}";
    }

    @Test
    void printsTheReceiptOfAPaymentAndOfItsRefund() {
        var id = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, riding(receipt("{}", "{\"Email\":\"a@b.example\"}")))).at("/Model/TransactionId");
        var refund = shop.post("/payments/refund", Shop.merged("{\"TransactionId\":%s,\"Amount\":40}".formatted(id),
                riding(receipt("{\"Price\":40,\"Amount\":40}", "{}")))).at("/Model/TransactionId");

        shop.advance("PT1S");
        shop.flush();

        var told = listener.heard().stream().filter(heard -> heard.type().equals("receipt")).toList();
        assertThat(told).hasSize(2);
        var income = told.stream().filter(heard -> heard.at("TransactionId").equals(id)).findFirst().orElseThrow();
        assertThat(income.at("Type")).isEqualTo("Income");
        assertThat(income.at("Amount")).isEqualTo("100.00");
        assertThat(income.at("Receipt")).contains("Подписка");
        assertThat(income.fields()).containsKeys("Id", "DocumentNumber", "SessionNumber", "Number", "FiscalSign", "DeviceNumber", "RegNumber", "FiscalNumber",
                "Inn", "Ofd", "Url", "QrCodeUrl", "DateTime", "InvoiceId", "AccountId", "CalculationPlace", "CashierName", "SettlePlace");
        assertThat(told.stream().filter(heard -> heard.at("TransactionId").equals(refund)).findFirst().orElseThrow().at("Type")).isEqualTo("IncomeReturn");
        var inside = shop.look("/payments/cloudpayments/" + id).json();
        assertThat(inside.at("/receipts/0/Status").asString()).isEqualTo("Processed");
        assertThat(inside.at("/receipts/0/CustomerReceipt/Items/0/Label").asString()).isEqualTo("Подписка");
        assertThat(inside.path("refunds")).hasSize(1);
        assertThat(shop.book().json().at("/entries/0/metadata").has("cloudpayments")).as("instructions are no data").isFalse();
        assertThat(shop.post("/kkt/receipt/get", "{\"Id\":\"" + income.at("Id") + "\"}").at("/Model/Type")).isEqualTo("Income");
    }

    @Test
    void printsAHoldsReceiptWhenItIsConfirmed() {
        var id = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, riding(receipt("{}", "{}")))).at("/Model/TransactionId");
        assertThat(shop.look("/payments/cloudpayments/" + id).json().path("receipts")).isEmpty();

        assertThat(shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id)).at("/Message")).startsWith("CustomerReceipt");
        assertThat(shop.post("/payments/confirm", Shop.merged("{\"TransactionId\":%s,\"Amount\":60}".formatted(id),
                riding(receipt("{\"Price\":60,\"Amount\":60}", "{}")))).success()).isTrue();

        assertThat(shop.look("/payments/cloudpayments/" + id).json().at("/receipts/0/CustomerReceipt/Items/0/Amount").intValue()).isEqualTo(60);
    }

    @Test
    void demandsReceiptsWhereTheTerminalDoes() {
        shop.configure("{\"fiscalization\":true}");

        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}")).at("/Message")).isEqualTo("CustomerReceipt is required");
        assertThat(shop.post("/orders/create", Shop.order("{}")).at("/Message")).isEqualTo("CustomerReceipt is required");
        var id = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, riding(receipt("{}", "{}")))).at("/Model/TransactionId");
        assertThat(shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":100}".formatted(id)).at("/Message")).isEqualTo("CustomerReceipt is required");
        assertThat(shop.book().at("/totals/net")).isEqualTo("100.00");
        assertThat(shop.control("/refund/cloudpayments/" + id, "{}").status()).as("the cabinet prints its own").isEqualTo(201);
    }

    @Test
    void takesAnAdvanceOffTheSumPaid() {
        var sums = "{\"Amounts\":{\"Electronic\":60,\"AdvancePayment\":40}}";

        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, Shop.merged("{\"Amount\":60}", riding(receipt("{}", sums))))).success()).isTrue();
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, riding(receipt("{}", sums)))).at("/Message"))
                .isEqualTo("CustomerReceipt: the sum paid differs from the amount of the operation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | {\"Items\":[]} | 12",
        "{\"Label\":\"\"} | {} | 26",
        "{\"Price\":null} | {} | 26",
        "{\"Amount\":-1} | {} | 27",
        "{\"Amount\":0} | {} | 27",
        "{\"Amount\":10.001} | {} | 23",
        "{\"Vat\":20} | {} | 27",
        "{\"Vat\":\"much\"} | {} | 27",
        "{} | {\"Email\":\"nobody\"} | 24",
        "{} | {\"Amounts\":{\"Electronic\":90}} | 13",
        "{} | {\"Amounts\":{\"Electronic\":110}} | 14",
    })
    void refusesReceiptsThatBreakTheRules(String item, String more, int code) {
        var receipt = receipt(item, more);

        var alone = shop.post("/kkt/receipt", "{\"Inn\":\"7708806062\",\"Type\":\"Income\",\"CustomerReceipt\":" + receipt + "}");
        var riding = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, riding(receipt)));

        assertThat(alone.success()).isFalse();
        assertThat(alone.json().at("/Model/ErrorCode").intValue()).isEqualTo(code);
        assertThat(riding.at("/Message")).startsWith("CustomerReceipt: ");
        assertThat(shop.book().json().path("entries")).isEmpty();
    }

    @Test
    void wantsAnInnAndAType() {
        var content = ",\"CustomerReceipt\":" + receipt("{}", "{}") + "}";

        assertThat(shop.post("/kkt/receipt", "{\"Type\":\"Income\"" + content).json().at("/Model/ErrorCode").intValue()).isEqualTo(11);
        assertThat(shop.post("/kkt/receipt", "{\"Inn\":\"7708806062\",\"Type\":\"Gift\"" + content).json().at("/Model/ErrorCode").intValue()).isEqualTo(26);
        assertThat(shop.post("/kkt/receipt", "once", "{\"Inn\":\"7708806062\",\"Type\":\"Income\"" + content).text())
                .isEqualTo(shop.post("/kkt/receipt", "once", "{\"Inn\":\"7708806062\",\"Type\":\"Income\"" + content).text());
    }

    @Test
    void failsToPrintWhatAFaultStrikes() {
        shop.control("/faults", "{\"provider\":\"cloudpayments\",\"operation\":\"receipt\",\"kind\":\"receipt_canceled\",\"times\":1}");
        var asked = "{\"Inn\":\"7708806062\",\"Type\":\"Income\",\"CustomerReceipt\":" + receipt("{}", "{}") + "}";

        var broken = shop.post("/kkt/receipt", asked).at("/Model/Id");
        var printed = shop.post("/kkt/receipt", asked).at("/Model/Id");

        assertThat(status(broken)).isEqualTo("Queued");
        shop.advance("PT1S");
        shop.flush();
        assertThat(status(broken)).isEqualTo("Error");
        assertThat(status(printed)).isEqualTo("Processed");
        assertThat(status("nothing")).isEqualTo("NotFound");
        assertThat(listener.heard().stream().filter(heard -> heard.type().equals("receipt"))).extracting(heard -> heard.at("Id")).containsExactly(printed);
    }

    private String status(String id) {
        return shop.post("/kkt/receipt/status/get", "{\"Id\":\"" + id + "\"}").at("/Model");
    }
}
