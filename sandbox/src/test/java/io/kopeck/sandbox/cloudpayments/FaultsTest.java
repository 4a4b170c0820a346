package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of injected fault. */
class FaultsTest {

    private Sandbox sandbox;
    private Shop shop;
    private String renewal;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Shop(sandbox);
        renewal = Shop.renewal(shop.token(Shop.GOOD), "{}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Shop.Reply renew(String requestId) {
        return shop.post("/payments/tokens/charge", requestId, renewal);
    }

    private int renewals() {
        return shop.book().json().path("entries").size() - 1;
    }

    @Test
    void errorsStrikeBeforeAndAfter() {
        shop.fault("charge", "error_before", "");
        assertThat(renew("k").status()).isEqualTo(500);
        assertThat(renewals()).isZero();
        assertThat(renew("k").success()).isTrue();

        shop.fault("charge", "error_after", "");
        assertThat(renew("l").status()).isEqualTo(500);
        assertThat(renewals()).isEqualTo(2);
        assertThat(renew("l").success()).as("the same request id").isTrue();
        assertThat(renewals()).isEqualTo(2);
        shop.fault("charge", "processing", "");
        assertThat(renew("m").status()).isEqualTo(504);
        assertThat(renewals()).isEqualTo(3);
    }

    @Test
    void lostAnswersAreFoundByInvoice() {
        shop.fault("charge", "lost_answer", "");

        assertThatThrownBy(() -> shop.tryPost("/payments/tokens/charge", "k", renewal)).isInstanceOf(IOException.class);

        assertThat(renewals()).isOne();
        assertThat(shop.post("/payments/find", "{\"InvoiceId\":\"renewal-1\"}").at("/Model/Status")).isEqualTo("Completed");
    }

    @Test
    void resetsTruncatesSlowsAndLimits() {
        shop.fault("charge", "reset", "");
        assertThatThrownBy(() -> shop.tryPost("/payments/tokens/charge", "a", renewal)).isInstanceOf(IOException.class);
        assertThat(renewals()).isZero();
        shop.fault("charge", "reset", ",\"after\":true");
        assertThatThrownBy(() -> shop.tryPost("/payments/tokens/charge", "b", renewal)).isInstanceOf(IOException.class);
        assertThat(renewals()).isOne();

        shop.fault("charge", "truncated", "");
        var cut = renew("c");
        assertThat(cut.status()).isEqualTo(200);
        assertThatThrownBy(cut::json).isInstanceOf(RuntimeException.class);

        shop.fault("charge", "rate_limit", "");
        assertThat(renew("d").status()).isEqualTo(429);
        assertThat(renew("d").success()).isTrue();

        shop.fault("charge", "slow", ",\"delay_ms\":120");
        long before = System.nanoTime();
        assertThat(renew("e").success()).isTrue();
        assertThat(System.nanoTime() - before).isGreaterThan(100_000_000);
    }

    @Test
    void declinesWithAReasonCode() {
        shop.fault("charge", "decline", ",\"reason\":\"5005\"");
        assertThat(renew("a").json().at("/Model/ReasonCode").intValue()).isEqualTo(5005);
        assertThat(renew("b").success()).isTrue();

        shop.fault("create", "decline", ",\"reason\":\"5091\"");
        var order = shop.ordered("{}");
        assertThat(shop.pay(order, "4242424242424242").at("/reason")).isEqualTo("5091");
        assertThat(shop.pay(order, "4242424242424242").at("/status")).as("only the first attempt").isEqualTo("Completed");
        assertThat(shop.control("/faults", "{\"provider\":\"cloudpayments\",\"operation\":\"charge\",\"kind\":\"decline\",\"reason\":\"bad_mood\"}").status()).isEqualTo(400);
    }

    @Test
    void requires3dsWhereThereIsSomebodyToAsk() {
        shop.fault("charge", "requires_3ds", "");
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}")).json().path("Model").has("AcsUrl")).isTrue();
        shop.fault("charge", "requires_3ds", "");
        assertThat(renew("a").json().at("/Model/ReasonCode").intValue()).as("nobody is there").isEqualTo(5206);
        shop.fault("create", "requires_3ds", "");
        var waiting = shop.control("/pay/cloudpayments/" + shop.ordered("{}"), "{\"card\":\"4000000000003055\",\"confirm\":false}");
        assertThat(waiting.at("/waits_for")).isEqualTo("3ds");
    }

    @Test
    void pendingChargesMoveOnByTheClockOrByHand() {
        shop.fault("charge", "pending", ",\"delay_ms\":600000");
        var first = renew("a");
        assertThat(first.success()).as("the request, not the money").isTrue();
        assertThat(first.at("/Model/Status")).isEqualTo("AwaitingAuthentication");
        assertThat(renewals()).isZero();
        shop.advance("PT10M");
        assertThat(shop.get(first.at("/Model/TransactionId")).at("/Model/Status")).isEqualTo("Completed");

        shop.fault("charge", "pending", "");
        var second = renew("b").at("/Model/TransactionId");
        assertThat(shop.control("/pay/cloudpayments/" + second, "{\"confirm\":false}").at("/status")).isEqualTo("Declined");
        assertThat(renewals()).isOne();
    }

    @Test
    void refundsCanBeRefusedOrPending() {
        var id = shop.charged(Shop.GOOD);
        var body = "{\"TransactionId\":%s,\"Amount\":100}".formatted(id);
        shop.fault("refund", "refund_canceled", "");
        assertThat(shop.post("/payments/refund", body).text()).isEqualTo("{\"Success\":false,\"Message\":null}");

        shop.fault("refund", "pending", "");
        var pending = shop.post("/payments/refund", body);
        assertThat(pending.success()).isTrue();
        assertThat(shop.post("/payments/refund", body).success()).as("the pending one reserves the sum").isFalse();
        assertThat(shop.get(pending.at("/Model/TransactionId")).at("/Model/Status")).isEqualTo("AwaitingAuthentication");
        shop.advance("PT1H");
        assertThat(shop.get(pending.at("/Model/TransactionId")).at("/Model/Status")).isEqualTo("Completed");
        assertThat(shop.book().at("/totals/refunded")).isEqualTo("100.00");
    }

    @Test
    void matchesWhatTheRequestOrItsTransactionSays() {
        var id = shop.charged(Shop.GOOD);
        shop.fault("*", "error_before", ",\"match\":\"victim\"");
        assertThat(renew("a").success()).isTrue();
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{\"JsonData\":{\"who\":\"victim\"}}")).status()).isEqualTo(500);

        shop.fault("refund", "error_before", ",\"match\":\"order_id\"");
        assertThat(shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":1}".formatted(id)).status()).as("the payment's data").isEqualTo(500);
        assertThat(shop.look("/requests?provider=cloudpayments&operation=refund").json().path("total").intValue()).isOne();
    }
}
