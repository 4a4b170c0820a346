package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injected faults at Robokassa, and what survives a kill. */
class RobokassaFaultsTest {

    private static final String RECURRING = "/robokassa/Merchant/Recurring";

    @TempDir
    private Path directory;
    private Sandbox sandbox;
    private Site site;

    @BeforeEach
    void start() {
        sandbox = open(directory.resolve("data"));
        site = new Site(sandbox);
        site.paidMother(1, Site.GOOD);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static Sandbox open(Path dataDir) {
        return Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withDataDir(dataDir));
    }

    private int renewals() {
        site.advance("PT1H");
        return site.charges() - 1;
    }

    @Test
    void losesTheAnswerAndTakesTheMoney() {
        site.fault("charge", "lost_answer", "");

        assertThatThrownBy(() -> site.tryPost(RECURRING, Site.child(2, 1, "10.00"))).isInstanceOf(IOException.class);
        assertThat(site.charge(2, 1, "10.00").text()).as("the number is used").startsWith("Error 30");
        assertThat(renewals()).isOne();
    }

    @Test
    void failsBeforeAndAfterTheEffect() {
        site.fault("charge", "error_before", "");
        assertThat(site.charge(2, 1, "10.00").status()).isEqualTo(500);
        assertThat(site.stateCode(2)).isEqualTo("result 3");
        site.fault("charge", "rate_limit", "");
        assertThat(site.charge(2, 1, "10.00").status()).isEqualTo(429);
        site.fault("charge", "reset", "");
        assertThatThrownBy(() -> site.tryPost(RECURRING, Site.child(2, 1, "10.00"))).isInstanceOf(IOException.class);
        assertThat(renewals()).isZero();

        site.fault("charge", "error_after", "");
        assertThat(site.charge(2, 1, "10.00").status()).isEqualTo(500);
        site.fault("charge", "truncated", "");
        assertThat(site.charge(3, 1, "10.00").text()).isEqualTo("O");
        site.fault("charge", "slow", ",\"delay_ms\":100");
        assertThat(site.charge(4, 1, "10.00").text()).isEqualTo("OK4");
        assertThat(renewals()).isEqualTo(3);
    }

    @Test
    void declinesRecurringPaymentsOnDemand() {
        site.fault("charge", "decline", ",\"reason\":\"issuer_unavailable\",\"match\":\"Shp_account=13\"");

        assertThat(site.charge(2, 1, "10.00", "Shp_account", "12").text()).isEqualTo("OK2");
        assertThat(site.charge(3, 1, "10.00", "Shp_account", "13").text()).isEqualTo("OK3");
        assertThat(renewals()).isOne();
        assertThat(site.stateCode(3)).isEqualTo("10");
        assertThat(site.look("/payments/robokassa/3").at("/internal/reason")).isEqualTo("issuer_unavailable");
    }

    @Test
    void keepsPaymentsInStates50And80() {
        site.fault("charge", "pending", ",\"delay_ms\":7200000");
        site.charge(2, 1, "10.00");
        site.fault("charge", "pending", ",\"reason\":\"suspended\"");
        site.charge(3, 1, "10.00");
        site.fault("charge", "pending", ",\"reason\":\"crediting\"");
        site.charge(4, 1, "10.00");

        assertThat(site.stateCode(2)).isEqualTo("50");
        assertThat(site.stateCode(3)).isEqualTo("80");
        assertThat(site.control("/pay/robokassa/3", "{\"confirm\":false}").at("/status")).isEqualTo("60");
        assertThat(site.control("/pay/robokassa/4", "{\"confirm\":true}").at("/status")).isEqualTo("100");
        assertThat(site.stateCode(3)).isEqualTo("60");
        site.advance("PT2H");
        assertThat(site.stateCode(2)).isEqualTo("100");
        assertThat(renewals()).isEqualTo(2);
    }

    @Test
    void declinesOrAsksTheBankOnThePage() {
        site.fault("create", "decline", ",\"reason\":\"fraud_suspected\"");
        assertThat(site.pay(2, Site.GOOD, site.link(2, "10.00")).at("/reason")).isEqualTo("fraud_suspected");
        assertThat(site.pay(2, Site.GOOD, site.link(2, "10.00")).at("/status")).as("the next card").isEqualTo("100");

        site.fault("create", "requires_3ds", "");
        site.open(site.link(3, "10.00"));
        assertThat(site.control("/pay/robokassa/3", "{\"card\":\"5555555555554444\",\"confirm\":false}").at("/waits_for")).isEqualTo("3ds");
        assertThat(site.control("/pay/robokassa/3", "{\"confirm\":true}").at("/status")).isEqualTo("100");
    }

    @Test
    void losesAnswersOfReadsAndRefunds() {
        var key = site.opKey(1);
        site.fault("get", "error_before", ",\"match\":\"Shp_account=42\"");
        assertThat(site.state(1).status()).isEqualTo(500);
        site.fault("refund", "error_after", "");
        assertThat(site.refund("{\"OpKey\":\"" + key + "\",\"RefundSum\":10}").status()).isEqualTo(500);
        site.advance("PT1H");

        assertThat(site.book().at("/totals/refunded").asString()).isEqualTo("10.00");
        assertThat(site.look("/requests?provider=robokassa&operation=refund").json().path("total").intValue()).isOne();
    }

    @Test
    void refusesFaultsThatCannotBe() {
        assertThat(site.control("/faults", "{\"provider\":\"robokassa\",\"operation\":\"bind\",\"kind\":\"decline\"}").status()).isEqualTo(400);
        assertThat(site.control("/faults", "{\"provider\":\"robokassa\",\"operation\":\"charge\",\"kind\":\"pending\",\"reason\":\"mood\"}").status()).isEqualTo(400);
        assertThat(site.control("/faults", "{\"provider\":\"yookassa\",\"operation\":\"charge\",\"kind\":\"pending\",\"reason\":\"crediting\"}").status()).isEqualTo(400);
        for (var wrong : new String[] {"\"hash\":\"CRC32\"", "\"retries\":[\"soon\"]", "\"result_method\":\"PUT\"", "\"webhook_url\":\"ftp://x\"", "\"colour\":1",
            "\"fee_percent\":99", "\"holding\":\"yes\"", "\"outcome_delay\":\"-PT1S\""}) {
            assertThat(site.control("/config", "{\"provider\":\"robokassa\"," + wrong + "}").status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void remembersEverythingAfterAKill() throws IOException {
        site.configure("\"refund_delay\":\"PT1H\",\"outcome_delay\":\"PT1H\"");
        site.charge(2, 1, "10.00", "Shp_account", "42");
        site.pay(3, Site.GOOD, site.link(3, "30.00", "StepByStep", "true"));
        site.open(site.link(4, "40.00"));
        var refund = site.refund("{\"OpKey\":\"" + site.opKey(1) + "\",\"RefundSum\":5}").at("/requestId");
        site.flush();
        var certificate = site.open("/robokassa/result2.pem").text();
        var book = site.book();

        var copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(directory.resolve("data/journal.jsonl"), copy.resolve("journal.jsonl"));
        Files.writeString(copy.resolve("journal.jsonl"), "[[\"robokassa.invoice\",{\"id\":\"to", StandardOpenOption.APPEND);
        try (var second = open(copy)) {
            var again = new Site(second);
            assertThat(again.book()).isEqualTo(book);
            assertThat(again.stateCode(1)).isEqualTo("100");
            assertThat(again.stateCode(2)).isEqualTo("5");
            assertThat(again.stateCode(3)).isEqualTo("20");
            assertThat(again.opKey(4)).isEqualTo(site.opKey(4));
            assertThat(again.open("/robokassa/result2.pem").text()).isEqualTo(certificate);
            assertThat(again.charge(5, 1, "10.00").text()).isEqualTo("OK5");
            again.advance("PT2H");
            assertThat(again.stateCode(2)).isEqualTo("100");
            assertThat(again.refundState(refund).at("/label")).isEqualTo("finished");
            assertThat(again.pay(4, Site.GOOD, again.link(4, "40.00")).at("/status")).isEqualTo("100");
        }
    }

    @Test
    void sendsAfterTheRestartWhatWasNotHeard() {
        sandbox.close();
        try (var receiver = new ResultReceiver()) {
            var options = SandboxOptions.defaults().withSmtpPort(-1).withDataDir(directory.resolve("second"))
                    .withRobokassa(RobokassaOptions.defaults().withWebhookUrl(receiver.url()));
            try (var first = Sandbox.start(options)) {
                var before = new Site(first);
                before.control("/webhooks/pause", "{}");
                before.paidMother(1, Site.GOOD);
            }
            assertThat(receiver.results()).isEmpty();
            try (var second = Sandbox.start(options)) {
                new Site(second).flush();
                assertThat(receiver.results()).hasSize(1);
                assertThat(receiver.at("result2")).hasSize(1);
                assertThat(receiver.results().getFirst().fields()).containsEntry("InvId", "1").containsEntry("Shp_account", "42");
            }
        }
    }

    @Test
    void forgetsEverythingOnReset() {
        site.configure("\"hash\":\"MD5\"");
        assertThat(site.control("/reset", "{}").status()).isEqualTo(204);

        assertThat(site.look("/config").at("/robokassa/hash")).isEqualTo("SHA256");
        assertThat(site.stateCode(1)).isEqualTo("result 3");
        assertThat(site.book().at("/totals/count").intValue()).isZero();
        site.paidMother(1, Site.GOOD);
        assertThat(site.charges()).isOne();
    }
}
