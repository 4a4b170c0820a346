package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds, second receipts and the Invoice API: what is signed as a token (reference, 4, 8 and 10). */
class RefundTest {

    private static final String CREATE = "/robokassa/RefundService/Refund/Create";

    private Sandbox sandbox;
    private Site site;
    private String opKey;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        site = new Site(sandbox);
        site.configure("\"refund_delay\":\"PT1H\"");
        site.pay(1, Site.GOOD, site.link(1, "100.00", "Shp_order", "72"));
        opKey = site.opKey(1);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String accepted(String more) {
        var reply = site.refund("{\"OpKey\":\"" + opKey + "\"" + more + "}");
        assertThat(reply.json().path("success").booleanValue()).as(reply.text()).isTrue();
        assertThat(reply.json().path("message").isNull()).isTrue();
        return reply.at("/requestId");
    }

    private String net() {
        return site.book().at("/totals/net").asString();
    }

    @Test
    void processesAndFinishes() {
        var id = accepted(",\"RefundSum\":30.5");

        assertThat(site.refundState(id).text()).isEqualTo("{\"requestId\":\"" + id + "\",\"amount\":30.500000,\"label\":\"processing\"}");
        assertThat(net()).isEqualTo("100.00");
        site.advance("PT1H");
        assertThat(site.refundState(id).at("/label")).isEqualTo("finished");
        assertThat(net()).isEqualTo("69.50");
        var entry = site.book().at("/entries/1");
        assertThat(entry.path("kind").asString()).isEqualTo("refund");
        assertThat(entry.path("refund_id").asString()).isEqualTo(id);
        assertThat(entry.at("/metadata/Shp_order").asString()).isEqualTo("72");
        assertThat(site.stateCode(1)).isEqualTo("100");
    }

    @Test
    void takesTwoRequestsForTwoRefunds() {
        var first = accepted(",\"RefundSum\":40");
        var second = accepted(",\"RefundSum\":40");

        assertThat(second).isNotEqualTo(first);
        assertThat(site.refund("{\"OpKey\":\"" + opKey + "\",\"RefundSum\":40}").json().toString())
                .isEqualTo("{\"success\":false,\"message\":\"NotEnoughOperationFunds\",\"requestId\":null}");
        accepted("");
        assertThat(site.refund("{\"OpKey\":\"" + opKey + "\"}").at("/message")).isEqualTo("NotEnoughOperationFunds");
        site.advance("PT1H");
        assertThat(net()).isEqualTo("0.00");
    }

    @Test
    void takesTheTokenBareOrAsAString() {
        var token = Site.jwt("{\"OpKey\":\"" + opKey + "\",\"RefundSum\":1}", Site.PASSWORD3);

        assertThat(site.post(CREATE, token, "application/jwt").json().path("success").booleanValue()).isTrue();
        assertThat(site.post(CREATE, "\"" + token + "\"", "application/json").json().path("success").booleanValue()).isTrue();
        assertThat(site.post(CREATE, Site.jwt("{\"OpKey\":\"" + opKey + "\"}", Site.PASSWORD1), "application/jwt").at("/message")).isEqualTo("Invalid token");
        var unsigned = Site.base64("{\"alg\":\"none\"}") + "." + Site.base64("{\"OpKey\":\"" + opKey + "\"}") + ".";
        assertThat(site.post(CREATE, unsigned, "application/jwt").at("/message")).isEqualTo("Invalid token");
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"RefundSum\":0", ",\"RefundSum\":-5", ",\"RefundSum\":100.01", ",\"RefundSum\":0.001", ",\"RefundSum\":\"10\"", ",\"RefundSum\":1e30"})
    void refusesBadSums(String sum) {
        assertThat(site.refund("{\"OpKey\":\"" + opKey + "\"" + sum + "}").json().path("success").booleanValue()).isFalse();
        assertThat(site.refund("{\"OpKey\":\"nothing\"}").at("/message")).isEqualTo("Invalid operation key");
        assertThat(site.refundState("nothing").at("/message")).isEqualTo("Id is invalid or request id does not exist");
    }

    @Test
    void cancelsOrHoldsUpOnDemand() {
        site.fault("refund", "refund_canceled", "");
        var canceled = accepted("");
        site.advance("PT1H");
        assertThat(site.refundState(canceled).json().toString()).isEqualTo("{\"requestId\":\"" + canceled + "\",\"amount\":0,\"label\":\"canceled\"}");

        site.fault("refund", "pending", ",\"delay_ms\":86400000");
        var pending = accepted("");
        site.advance("PT2H");
        assertThat(site.refundState(pending).at("/label")).isEqualTo("processing");
        site.advance("PT22H");
        assertThat(site.refundState(pending).at("/label")).isEqualTo("finished");
        assertThat(net()).isEqualTo("0.00");
    }

    @Test
    void refundsInTheCabinet() {
        assertThat(site.control("/refund/robokassa/1", "{\"amount\":\"25.00\"}").at("/label")).isEqualTo("finished");
        assertThat(net()).isEqualTo("75.00");
        assertThat(site.look("/payments/robokassa/1").at("/refunds/0/amount")).isNotEmpty();
        assertThat(site.control("/refund/robokassa/1", "{\"amount\":\"75.01\"}").status()).isEqualTo(409);
        assertThat(site.control("/refund/robokassa/9", "{}").status()).isEqualTo(404);
    }

    private Site.Reply fiscal(String call, String json, String password) {
        var part = Site.base64(json);
        return site.post("/robokassa/RoboFiscal/Receipt/" + call, part + "." + Site.base64(Site.sha256(part + password)), "text/plain");
    }

    @Test
    void attachesOneSecondReceipt() {
        var receipt = "{\"merchantId\":\"kopeck\",\"id\":\"501\",\"originId\":\"1\",\"operation\":\"sell\",\"total\":100,\"items\":[]}";

        assertThat(fiscal("Attach", receipt, "wrong").at("/ResultCode")).isEqualTo("1000");
        assertThat(fiscal("Attach", receipt.replace("\"originId\":\"1\"", "\"originId\":\"2\""), Site.PASSWORD1).at("/ResultCode")).isEqualTo("1000");
        assertThat(fiscal("Attach", receipt, Site.PASSWORD1).json().toString()).isEqualTo("{\"ResultCode\":\"0\",\"ResultDescription\":\"ok\"}");
        assertThat(fiscal("Attach", receipt.replace("501", "502"), Site.PASSWORD1).at("/ResultCode")).as("two are the most").isEqualTo("1000");
        assertThat(fiscal("Status", "{\"merchantId\":\"kopeck\",\"id\":\"501\"}", Site.PASSWORD1).at("/Code")).isEqualTo("1");
        site.advance("PT1S");
        var status = fiscal("Status", "{\"merchantId\":\"kopeck\",\"id\":\"501\"}", Site.PASSWORD1);
        assertThat(status.at("/Code")).isEqualTo("2");
        assertThat(status.at("/Description")).isEqualTo("Done");
        assertThat(status.at("/FiscalDocumentNumber")).isNotEmpty();
        assertThat(fiscal("Status", "{\"merchantId\":\"kopeck\",\"id\":\"777\"}", Site.PASSWORD1).json().toString())
                .isEqualTo("{\"Code\":\"1000\",\"Description\":\"Error\",\"Statuses\":null}");
    }

    private Site.Reply invoices(String call, String json) {
        return site.post("/robokassa/InvoiceServiceWebApi/api/" + call, "\"" + Site.jwt(json, "kopeck:" + Site.PASSWORD1) + "\"", "application/json");
    }

    @Test
    void makesPaymentLinksByCall() {
        var once = invoices("CreateInvoice", "{\"MerchantLogin\":\"kopeck\",\"InvoiceType\":\"OneTime\",\"Culture\":\"ru\",\"InvId\":88,\"OutSum\":990.00,\"Description\":\"Pro\"}");
        var url = once.at("/url");
        assertThat(url).contains("/robokassa/merchant/Invoice/");
        assertThat(site.control("/pay/robokassa/88", "{\"card\":\"5555555555554444\",\"url\":\"" + url + "\"}").at("/status")).isEqualTo("100");
        assertThat(site.open(url).text()).contains("Код ошибки: 52");
        assertThat(invoices("CreateInvoice", "{\"MerchantLogin\":\"kopeck\",\"InvId\":88,\"OutSum\":1}").json().path("isSuccess").booleanValue()).isFalse();

        var again = invoices("CreateInvoice", "{\"MerchantLogin\":\"kopeck\",\"InvoiceType\":\"Reusable\",\"OutSum\":10.00}").at("/url");
        for (int i = 0; i < 2; i++) {
            assertThat(site.control("/pay/robokassa", "{\"card\":\"5555555555554444\",\"url\":\"" + again + "\"}").at("/status")).isEqualTo("100");
        }
        assertThat(site.charges()).isEqualTo(4);

        var idle = invoices("CreateInvoice", "{\"MerchantLogin\":\"kopeck\",\"InvId\":90,\"OutSum\":1}");
        assertThat(invoices("GetInvoiceInformationList", "{\"MerchantLogin\":\"kopeck\",\"CurrentPage\":1,\"PageSize\":10,\"InvoiceStatuses\":[\"Paid\"]}").json().path("totalCount").intValue()).isOne();
        assertThat(invoices("DeactivateInvoice", "{\"MerchantLogin\":\"kopeck\",\"InvId\":90}").json().toString()).isEqualTo("{\"isSuccess\":true}");
        assertThat(site.open(idle.at("/url")).text()).contains("Код ошибки: 51");
        assertThat(site.open("/robokassa/merchant/Invoice/nothing").text()).contains("Код ошибки: 53");
    }
}
