package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of injected fault, and how control calls are checked. */
class FaultsTest {

    private Sandbox sandbox;
    private Merchant shop;
    private String method;
    private String renewal;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Merchant(sandbox);
        method = shop.paid("5555555555554444");
        renewal = Merchant.renewal(method, "{}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void once(String operation, String kind, String more) {
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"%s\",\"kind\":\"%s\",\"times\":1%s}".formatted(operation, kind, more));
    }

    private int charges() {
        return shop.look("/book?provider=yookassa").json().path("entries").size() - 1;
    }

    @Test
    void errorBeforeLeavesTheKeyUnused() {
        once("charge", "error_before", "");

        assertThat(shop.post("/payments", "k", renewal).at("/code")).isEqualTo("internal_server_error");
        assertThat(charges()).isZero();
        assertThat(shop.post("/payments", "k", renewal).at("/status")).isEqualTo("succeeded");
        assertThat(charges()).isOne();
    }

    @Test
    void errorAfterKeepsTheEffectAndTheKey() {
        once("charge", "error_after", "");

        assertThat(shop.post("/payments", "k", renewal).status()).isEqualTo(500);
        assertThat(charges()).isOne();
        assertThat(shop.post("/payments", "k", renewal).at("/status")).isEqualTo("succeeded");
        assertThat(charges()).isOne();
    }

    @Test
    void lostAnswerTakesTheMoneySilently() {
        once("charge", "lost_answer", "");

        assertThatThrownBy(() -> shop.tryPost("/payments", "k", renewal)).isInstanceOf(IOException.class);
        assertThat(charges()).isOne();
        assertThat(shop.post("/payments", "k", renewal).at("/status")).isEqualTo("succeeded");
        assertThat(charges()).isOne();
    }

    @Test
    void resetStrikesBeforeOrAfter() {
        once("charge", "reset", "");
        assertThatThrownBy(() -> shop.tryPost("/payments", "k1", renewal)).isInstanceOf(IOException.class);
        assertThat(charges()).isZero();

        once("charge", "reset", ",\"after\":true");
        assertThatThrownBy(() -> shop.tryPost("/payments", "k2", renewal)).isInstanceOf(IOException.class);
        assertThat(charges()).isOne();
    }

    @Test
    void truncatedAnswerIsBrokenJsonWithStatus200() {
        once("charge", "truncated", "");

        var reply = shop.post("/payments", "k", renewal);

        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json).isInstanceOf(RuntimeException.class);
        assertThat(charges()).isOne();
    }

    @Test
    void slowRateLimitAndProcessing() {
        once("charge", "slow", ",\"delay_ms\":120");
        long before = System.nanoTime();
        assertThat(shop.post("/payments", "k1", renewal).at("/status")).isEqualTo("succeeded");
        assertThat(System.nanoTime() - before).isGreaterThan(100_000_000);

        once("charge", "rate_limit", "");
        assertThat(shop.post("/payments", "k2", renewal).at("/code")).isEqualTo("too_many_requests");
        assertThat(charges()).isOne();

        once("charge", "processing", "");
        var processing = shop.post("/payments", "k3", renewal);
        assertThat(processing.status()).isEqualTo(202);
        assertThat(processing.at("/type")).isEqualTo("processing");
        assertThat(shop.post("/payments", "k3", renewal).at("/status")).isEqualTo("succeeded");
        assertThat(charges()).isEqualTo(2);
    }

    @Test
    void pendingChargeMovesOnByTheClockOrByHand() {
        once("charge", "pending", ",\"delay_ms\":600000");
        var first = shop.post("/payments", "k1", renewal);
        assertThat(first.at("/status")).isEqualTo("pending");
        assertThat(first.json().has("confirmation")).isFalse();
        shop.advance("PT10M");
        assertThat(shop.post("/payments", "k1", renewal).at("/status")).isEqualTo("succeeded");

        once("charge", "pending", "");
        var second = shop.post("/payments", "k2", renewal);
        assertThat(shop.control("/pay/yookassa/" + second.at("/id"), "{\"confirm\":true}").at("/status")).isEqualTo("succeeded");
    }

    @Test
    void requires3dsSendsTheCustomerToTheBank() {
        once("charge", "requires_3ds", "");

        var charge = shop.post("/payments", renewal);

        assertThat(charge.at("/status")).isEqualTo("pending");
        assertThat(charge.at("/confirmation/type")).isEqualTo("redirect");
        assertThat(charge.at("/confirmation/confirmation_url")).endsWith(charge.at("/id"));
        assertThat(shop.control("/pay/yookassa/" + charge.at("/id"), "{\"confirm\":true}").at("/status")).isEqualTo("succeeded");
    }

    @Test
    void declineOnCreateDeclinesWhateverCard() {
        once("create", "decline", ",\"reason\":\"issuer_unavailable\"");

        var id = shop.created("{}");

        assertThat(shop.pay(id, "5555555555554477").at("/reason")).isEqualTo("issuer_unavailable");
    }

    @Test
    void refundsCanBeCanceledOrPending() {
        var body = "{\"payment_id\":\"%s\",\"amount\":{\"value\":\"100.00\",\"currency\":\"RUB\"}}".formatted(method);
        once("refund", "refund_canceled", ",\"reason\":\"insufficient_funds\"");
        var canceled = shop.post("/refunds", body);
        assertThat(canceled.at("/status")).isEqualTo("canceled");
        assertThat(canceled.at("/cancellation_details/party")).isEqualTo("refund_network");

        once("refund", "pending", "");
        var pending = shop.post("/refunds", body);
        assertThat(pending.at("/status")).isEqualTo("pending");
        assertThat(shop.post("/refunds", body).status()).as("the pending one reserves the sum").isEqualTo(400);
        shop.advance("PT1H");
        assertThat(shop.get("/refunds/" + pending.at("/id")).at("/status")).isEqualTo("succeeded");
        assertThat(shop.look("/book?provider=yookassa").at("/totals/net")).isEqualTo("0.00");
    }

    @Test
    void matchesCountsAndRemoves() {
        shop.fault("{\"provider\":\"*\",\"operation\":\"*\",\"kind\":\"error_before\",\"match\":\"victim\"}");

        assertThat(shop.post("/payments", Merchant.renewal(method, "{\"metadata\":{\"order_id\":\"victim-1\"}}")).status()).isEqualTo(500);
        assertThat(shop.post("/payments", Merchant.renewal(method, "{\"metadata\":{\"order_id\":\"other\"}}")).status()).isEqualTo(200);
        var rule = shop.look("/faults").json().at("/faults/0");
        assertThat(rule.path("fired").intValue()).isOne();
        assertThat(shop.control("DELETE", "/faults/" + rule.path("id").asString(), null).status()).isEqualTo(204);
        assertThat(shop.look("/faults").json().path("faults")).isEmpty();
        assertThat(shop.control("DELETE", "/faults/77", null).status()).isEqualTo(404);
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        var first = draws();
        var second = draws();

        assertThat(first).isEqualTo(second).contains("5").contains("2");
    }

    private String draws() {
        shop.control("DELETE", "/faults", null);
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"get\",\"kind\":\"error_before\",\"probability\":0.5,\"seed\":42}");
        var draws = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            draws.append(shop.get("/payments/" + method).status() / 100);
        }
        return draws.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"provider\":\"paypal\",\"kind\":\"decline\"}",
        "{\"provider\":\"yookassa\",\"operation\":\"dance\",\"kind\":\"decline\"}",
        "{\"provider\":\"yookassa\",\"kind\":\"explode\"}",
        "{\"provider\":\"yookassa\",\"operation\":\"capture\",\"kind\":\"decline\"}",
        "{\"provider\":\"yookassa\",\"operation\":\"charge\",\"kind\":\"decline\",\"reason\":\"bad_mood\"}",
    })
    void refusesUnknownValuesListingTheAllowedOnes(String fault) {
        var reply = shop.control("/faults", fault);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("allowed")).isNotEmpty();
        assertThat(shop.look("/faults").json().path("faults")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"provider\":\"yookassa\"}",
        "{\"provider\":\"yookassa\",\"kind\":\"slow\",\"delay_ms\":-1}",
        "{\"provider\":\"yookassa\",\"kind\":\"slow\",\"probability\":1.5}",
        "{\"provider\":\"yookassa\",\"kind\":\"slow\",\"times\":\"three\"}",
        "{\"provider\":\"yookassa\",\"kind\":\"slow\",\"after\":true}",
        "{\"provider\":\"yookassa\",\"kind\":\"slow\",\"dealy_ms\":10}",
        "[]",
        "nonsense",
    })
    void refusesBadFaults(String fault) {
        assertThat(shop.control("/faults", fault).status()).isEqualTo(400);
    }

    @Test
    void refusesBadControlCalls() {
        assertThat(shop.control("/clock", "{\"advance\":\"soon\"}").status()).isEqualTo(400);
        assertThat(shop.control("/clock", "{}").status()).isEqualTo(400);
        assertThat(shop.control("/clock", "{\"now\":\"2001-01-01T00:00:00Z\"}").status()).isEqualTo(409);
        assertThat(shop.control("/clock", "{\"advance\":\"-PT1S\"}").status()).isEqualTo(409);
        assertThat(shop.control("/clock", "{\"advance\":\"P500Y\"}").status()).isEqualTo(400);
        assertThat(shop.control("/config", "{\"webhook_url\":\"ftp://x\"}").status()).isEqualTo(400);
        assertThat(shop.control("/config", "{\"colour\":\"red\"}").status()).isEqualTo(400);
        assertThat(shop.look("/book").status()).isEqualTo(400);
        assertThat(shop.look("/nothing").status()).isEqualTo(404);
        assertThat(shop.control("/pay/yookassa/nope", "{\"card\":\"5555555555554444\"}").status()).isEqualTo(404);
        var id = shop.created("{}");
        assertThat(shop.pay(id, "4242424242424241").status()).as("Luhn").isEqualTo(400);
        assertThat(shop.pay(id, "4242424242424242").status()).as("not a test card").isEqualTo(400);
        assertThat(shop.control("/pay/yookassa/" + id, "{\"confirm\":true}").status()).isEqualTo(400);
        assertThat(shop.pay(method, "5555555555554444").status()).isEqualTo(409);
    }

    @Test
    void countsCallsAndResets() {
        shop.get("/payments/" + method);

        assertThat(shop.look("/requests?operation=get").json().path("total").intValue()).isOne();
        assertThat(shop.look("/health").at("/status")).isEqualTo("ok");
        shop.advance("P1D");
        assertThat(shop.control("/reset", "{}").status()).isEqualTo(204);
        assertThat(shop.look("/requests").json().path("total").intValue()).isZero();
        assertThat(shop.look("/clock").json().path("offset_ms").longValue()).isZero();
        assertThat(shop.get("/payments/" + method).status()).isEqualTo(400);
        assertThat(shop.look("/book?provider=yookassa").json().at("/totals/count").intValue()).isZero();
    }
}
