package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first payment on the page, and those that follow without the buyer (reference, 5). */
class RecurringTest {

    private ResultReceiver receiver;
    private Sandbox sandbox;
    private Site site;

    @BeforeEach
    void start() {
        receiver = new ResultReceiver();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1)
                .withRobokassa(RobokassaOptions.defaults().withWebhookUrl(receiver.url())));
        site = new Site(sandbox);
        site.configure("\"outcome_delay\":\"PT1H\",\"decline_delay\":\"PT2H\"");
        site.paidMother(154, Site.GOOD);
        site.flush();
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void acceptsFirstAndTellsLater() {
        var answer = site.charge(156, 154, "10.00", "Shp_account", "42");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("OK156");
        assertThat(site.stateCode(156)).isEqualTo("5");
        assertThat(site.charges()).as("only the first payment").isOne();

        site.advance("PT1H");
        assertThat(site.stateCode(156)).isEqualTo("100");
        assertThat(receiver.results()).hasSize(2);
        assertThat(receiver.results().getLast().fields()).containsEntry("InvId", "156").containsEntry("OutSum", "10.000000").containsEntry("Shp_account", "42");
        var entry = site.book().at("/entries/1");
        assertThat(entry.path("payment_id").asString()).isEqualTo("156");
        assertThat(entry.path("payment_method_id").asString()).isEqualTo("154");
        assertThat(entry.path("recurring").booleanValue()).isTrue();
        assertThat(entry.at("/metadata/Shp_account").asString()).isEqualTo("42");
        assertThat(entry.path("amount").asString()).isEqualTo("10.00");
    }

    @Test
    void declinesSilently() {
        site.paidMother(200, Site.POOR_LATER);
        site.flush();
        int told = receiver.results().size();

        assertThat(site.charge(201, 200, "10.00").text()).isEqualTo("OK201");
        site.advance("PT1H");
        assertThat(site.stateCode(201)).isEqualTo("5");
        site.advance("PT1H");

        assertThat(site.stateCode(201)).isEqualTo("10");
        site.flush();
        assertThat(receiver.results()).hasSize(told);
        assertThat(site.charge(202, 200, "10.00").text()).as("the next number").isEqualTo("OK202");
    }

    @Test
    void refusesWhatIsNoRecurringPayment() {
        site.pay(300, Site.GOOD, site.link(300, "5.00"));
        site.open(site.link(301, "5.00", "Recurring", "true"));

        assertThat(site.charge(310, 300, "10.00").text()).as("not recurring").startsWith("Error 35");
        assertThat(site.charge(310, 301, "10.00").text()).as("not paid").startsWith("Error 35");
        assertThat(site.charge(310, 999, "10.00").text()).as("unknown").startsWith("Error 35");
        assertThat(site.charge(0, 154, "10.00").text()).startsWith("Error 30");
        assertThat(site.charge(154, 154, "10.00").text()).startsWith("Error 40");
        assertThat(site.charge(310, 154, "0").text()).startsWith("Error 31");
        assertThat(site.charge(310, 154, "10.00", "IncCurrLabel", "BankCard").text()).startsWith("Error 35");
        var forged = Site.child(310, 154, "10.00");
        forged.put("OutSum", "11.00");
        assertThat(site.post("/robokassa/Merchant/Recurring", forged).text()).startsWith("Error 29").doesNotContain(Site.PASSWORD1);
        assertThat(site.charge(310, 154, "10.00").text()).isEqualTo("OK310");
        assertThat(site.charge(310, 154, "10.00").text()).as("the same number again").startsWith("Error 30");
        site.configure("\"recurring\":false");
        assertThat(site.charge(311, 154, "10.00").text()).startsWith("Error 34");
        assertThat(site.charges()).isEqualTo(2);
    }

    @Test
    void doesNotSignThePreviousNumber() {
        site.paidMother(400, Site.GOOD);
        var fields = Site.child(401, 400, "10.00");
        fields.put("PreviousInvoiceID", "154");

        assertThat(site.post("/robokassa/Merchant/Recurring", fields).text()).isEqualTo("OK401");
    }

    @Test
    void settlesByItselfSoonAfterTheAnswer() {
        site.configure("\"outcome_delay\":\"PT0S\"");
        site.charge(500, 154, "10.00");
        site.advance("PT0S");

        assertThat(site.stateCode(500)).isEqualTo("100");
    }
}
