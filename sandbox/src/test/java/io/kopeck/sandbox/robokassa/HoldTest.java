package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money held first and taken later (reference, 9). */
class HoldTest {

    private ResultReceiver receiver;
    private Sandbox sandbox;
    private Site site;

    @BeforeEach
    void start() {
        receiver = new ResultReceiver();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1)
                .withRobokassa(RobokassaOptions.defaults().withWebhookUrl(receiver.url())));
        site = new Site(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    private void held(long number, String... more) {
        var all = new String[more.length + 2];
        System.arraycopy(more, 0, all, 0, more.length);
        all[more.length] = "StepByStep";
        all[more.length + 1] = "true";
        assertThat(site.pay(number, Site.GOOD, site.link(number, "100.00", all)).at("/status")).isEqualTo("20");
        site.flush();
    }

    private Site.Reply confirm(long number, String sum) {
        return site.post("/robokassa/Merchant/Payment/Confirm", Site.map("MerchantLogin", Site.LOGIN, "InvoiceID", Long.toString(number), "OutSum", sum,
                "SignatureValue", Site.sha256(Site.LOGIN + ":" + sum + ":" + number + ":" + Site.PASSWORD1)));
    }

    private Site.Reply cancel(long number, String signed) {
        return site.post("/robokassa/Merchant/Payment/Cancel", Site.map("MerchantLogin", Site.LOGIN, "InvoiceID", Long.toString(number), "OutSum", "100.00",
                "SignatureValue", Site.sha256(Site.LOGIN + ":" + signed + ":" + number + ":" + Site.PASSWORD1)));
    }

    @Test
    void tellsOfTheHoldByResult2AndOfTheMoneyByResultUrl() {
        held(1);
        assertThat(site.stateCode(1)).isEqualTo("20");
        assertThat(receiver.at("result2")).hasSize(1);
        assertThat(receiver.results()).isEmpty();
        assertThat(site.charges()).isZero();

        assertThat(confirm(1, "100.00").text()).isEqualTo("OK1");
        site.flush();
        assertThat(site.stateCode(1)).isEqualTo("100");
        assertThat(receiver.at("result2")).hasSize(1);
        assertThat(receiver.results().getFirst().fields()).containsEntry("OutSum", "100.000000");
        assertThat(site.charges()).isOne();
    }

    @Test
    void takesAPartOnce() {
        held(1);

        assertThat(confirm(1, "100.01").text()).startsWith("Error 31");
        assertThat(confirm(1, "40.00").text()).isEqualTo("OK1");
        assertThat(confirm(1, "40.00").text()).as("once only").startsWith("Error 65");
        assertThat(site.state(1).xml("IncSum")).isEqualTo("40.00");
        assertThat(site.book().at("/totals/charged").asString()).isEqualTo("40.00");
        assertThat(site.refund("{\"OpKey\":\"" + site.opKey(1) + "\",\"RefundSum\":40.01}").at("/message")).isEqualTo("NotEnoughOperationFunds");
    }

    @Test
    void demandsTheNewBasketWithASmallerSum() {
        held(1, "Receipt", "{\"items\":[{\"name\":\"A\",\"quantity\":1,\"sum\":60,\"tax\":\"none\"},{\"name\":\"B\",\"quantity\":1,\"sum\":40,\"tax\":\"none\"}]}");

        assertThat(confirm(1, "40.00").text()).startsWith("Error 65");
        assertThat(confirm(1, "100.00").text()).isEqualTo("OK1");
    }

    @Test
    void releasesOnDemandWithAnEmptySlotInTheSignature() {
        held(1);

        assertThat(cancel(1, "100.00").text()).startsWith("Error 29");
        assertThat(cancel(1, "").text()).isEqualTo("OK1");
        assertThat(site.stateCode(1)).isEqualTo("10");
        assertThat(cancel(1, "").text()).startsWith("Error 65");
        assertThat(confirm(1, "100.00").text()).startsWith("Error 65");
        assertThat(cancel(2, "").text()).startsWith("Error 53");
    }

    @Test
    void releasesAfterSevenDays() {
        held(1);

        site.advance("PT167H");
        assertThat(site.stateCode(1)).isEqualTo("20");
        site.advance("PT1H");
        assertThat(site.stateCode(1)).isEqualTo("10");
        assertThat(site.open("/checkout/robokassa/1").text()).contains("они вернулись на карту");
        assertThat(receiver.results()).isEmpty();
        assertThat(site.charges()).isZero();
    }

    @Test
    void refusesWhereHoldingIsNotAllowed() {
        site.configure("\"holding\":false");

        assertThat(site.open(site.link(1, "100.00", "StepByStep", "true")).text()).contains("Код ошибки: 64");
    }
}
