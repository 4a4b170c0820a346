package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications: what is told, when it is told again, and how telling can go wrong. */
class WebhooksTest {

    private Receiver receiver;
    private Sandbox sandbox;
    private Merchant shop;

    @BeforeEach
    void start() {
        receiver = new Receiver();
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withWebhookUrl(receiver.url()));
        shop = new Merchant(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void tellsEveryTransition() {
        var held = shop.created("{\"capture\":false}");
        shop.pay(held, "5555555555554444");
        shop.flush();
        shop.post("/payments/" + held + "/capture", "{}");
        shop.flush();
        shop.post("/refunds", "{\"payment_id\":\"" + held + "\",\"amount\":{\"value\":\"1.00\",\"currency\":\"RUB\"}}");
        shop.flush();
        shop.pay(shop.created("{}"), "5555555555554600");
        shop.flush();
        var binding = shop.post("/payment_methods", "{\"type\":\"bank_card\",\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\"}}");
        shop.pay(binding.at("/id"), "5555555555554444");
        shop.flush();

        assertThat(receiver.events()).containsExactly("payment.waiting_for_capture", "payment.succeeded", "refund.succeeded",
                "payment.canceled", "payment_method.active");
        var first = receiver.received().getFirst();
        assertThat(first.path("type").asString()).isEqualTo("notification");
        assertThat(first.at("/object/id").asString()).isEqualTo(held);
        assertThat(first.at("/object/status").asString()).as("the object at the moment of the event").isEqualTo("waiting_for_capture");
        assertThat(receiver.received().get(2).at("/object/payment_id").asString()).isEqualTo(held);
        assertThat(receiver.received().get(4).at("/object/holder/account_id").asString()).isEqualTo("100500");
    }

    @Test
    void tellsAgainUntilExactly200() {
        receiver.answer(number -> number == 1 ? 500 : number == 2 ? 204 : 200);
        shop.paid("5555555555554444");

        shop.advance("PT2S");
        shop.advance("PT5S");
        shop.flush();

        assertThat(receiver.events()).hasSize(3);
        var delivery = shop.look("/webhooks").json().at("/deliveries/0");
        assertThat(delivery.path("tries").intValue()).isEqualTo(3);
        assertThat(delivery.path("status").asString()).isEqualTo("delivered");
        assertThat(delivery.path("last_status").intValue()).isEqualTo(200);
    }

    @Test
    void givesUpADayAfterTheEvent() {
        receiver.answer(_ -> 503);
        shop.paid("5555555555554444");
        for (int i = 0; i < 20; i++) {
            shop.advance("PT2H");
        }
        shop.flush();

        assertThat(shop.look("/webhooks").json().at("/deliveries/0/status").asString()).isEqualTo("gave_up");
        assertThat(receiver.events()).hasSizeBetween(10, 13);
    }

    @Test
    void deliversWhatAClockMoveCausedBeforeAnswering() {
        shop.created("{}");
        shop.created("{}");

        var moved = shop.control("/clock", "{\"advance\":\"PT1H\"}");

        assertThat(moved.json().path("expired").intValue()).isEqualTo(2);
        assertThat(moved.json().path("webhooks").intValue()).isEqualTo(2);
        assertThat(receiver.events()).containsExactly("payment.canceled", "payment.canceled");
    }

    @Test
    void pausesResumesAndReplays() {
        shop.control("/webhooks/pause", "{}");
        var id = shop.paid("5555555555554444");
        assertThat(shop.control("/webhooks/flush", "{}").status()).isEqualTo(409);
        assertThat(receiver.events()).isEmpty();

        shop.control("/webhooks/resume", "{}");
        shop.flush();
        assertThat(receiver.events()).containsExactly("payment.succeeded");

        shop.paid("5555555555554444");
        shop.flush();
        assertThat(shop.control("/webhooks/replay", "{\"payment_id\":\"" + id + "\"}").json().path("queued").intValue()).isOne();
        shop.flush();
        assertThat(shop.control("/webhooks/replay", "{}").json().path("queued").intValue()).isEqualTo(2);
        shop.flush();
        assertThat(receiver.events()).hasSize(5).containsOnly("payment.succeeded");
    }

    @Test
    void duplicatesDropsAndReorders() {
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"webhook\",\"kind\":\"duplicate_webhook\",\"times\":1}");
        shop.paid("5555555555554444");
        shop.flush();
        assertThat(receiver.events()).hasSize(2);

        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"webhook\",\"kind\":\"drop_webhook\",\"times\":1}");
        var dropped = shop.paid("5555555555554444");
        shop.flush();
        assertThat(receiver.events()).hasSize(2);
        shop.control("/webhooks/replay", "{\"payment_id\":\"" + dropped + "\"}");
        shop.flush();
        assertThat(receiver.events()).hasSize(3);

        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"webhook\",\"kind\":\"reorder_webhooks\",\"delay_ms\":60000,\"times\":1,\"match\":\"waiting_for_capture\"}");
        var held = shop.created("{\"capture\":false}");
        shop.pay(held, "5555555555554444");
        shop.post("/payments/" + held + "/capture", "{}");
        shop.flush();
        assertThat(receiver.events().subList(3, 5)).containsExactly("payment.succeeded", "payment.waiting_for_capture");

        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"webhook\",\"kind\":\"slow\",\"delay_ms\":600000,\"times\":1}");
        shop.paid("5555555555554444");
        shop.advance("PT10M"); // answers once the delay has begun, be it before or after this step
        shop.advance("PT10M");
        shop.flush();
        assertThat(receiver.events()).hasSize(6);
    }

    @Test
    void sendsForgeries() {
        shop.control("/webhooks/send", "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"forged\",\"status\":\"succeeded\"},\"source\":\"203.0.113.9\"}");
        shop.flush();

        assertThat(receiver.received().getFirst().at("/object/id").asString()).isEqualTo("forged");
        assertThat(shop.control("/webhooks/send", "{\"event\":\"x\"}").status()).isEqualTo(400);
    }

    @Test
    void recordsWhatNobodyListensTo() {
        assertThat(shop.control("/config", "{\"webhook_url\":null}").status()).isEqualTo(200);
        shop.paid("5555555555554444");
        shop.flush();

        assertThat(receiver.events()).isEmpty();
        assertThat(shop.look("/webhooks").json().at("/deliveries/0/status").asString()).isEqualTo("no_url");
        shop.control("/config", "{\"webhook_url\":\"" + receiver.url() + "\"}");
        shop.control("/webhooks/replay", "{}");
        shop.flush();
        assertThat(receiver.events()).isEqualTo(List.of("payment.succeeded"));
    }

    @Test
    void survivesManyAtOnce() {
        var method = shop.paid("5555555555554444");
        for (int i = 0; i < 200; i++) {
            shop.post("/payments", Merchant.renewal(method, "{}"));
        }
        shop.flush();

        assertThat(receiver.received().stream().map(body -> body.at("/object/id").asString()).distinct()).hasSize(201);
    }
}
