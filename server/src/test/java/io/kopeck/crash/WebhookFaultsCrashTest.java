package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Await;
import io.kopeck.testing.Books;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notifications come twice, late, in the wrong order, too early, never, or from somebody else. */
class WebhookFaultsCrashTest {

    private static final String WAITING = "select count(*) from payments.webhook where state = 'received'";

    private final Platform platform = CrashPlatform.SHARED;

    @AfterEach
    void compareBooks() {
        platform.sandbox().clearFaults();
        platform.advance(Duration.ofMinutes(5));
        Books.expectEqualAndAtRest(platform);
    }

    @Test
    void settlesOnceWhenNotificationsComeTwiceAndAgainLater() {
        platform.sandbox().fault("webhook", "duplicate_webhook");
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();
        platform.sandbox().confirm(payment, true);
        platform.settleDown();
        anna.customer().cancel().expect(200);
        platform.settleDown();

        platform.sandbox().http().post("/control/webhooks/replay", Map.of()).expect(200);
        platform.settleDown();

        anna.expect("canceled", "charge 99.99", "refund 99.99");
    }

    @Test
    void settlesOnceWhenNotificationsComeInWrongOrder() {
        platform.sandbox().fault("webhook", "reorder_webhooks", "times", 2);
        var anna = Subscriber.withCard(platform);
        platform.sandbox().fault("webhook", "reorder_webhooks", "times", 2);
        var payment = anna.beginAtBank();
        platform.sandbox().confirm(payment, true);
        platform.settleDown();
        anna.customer().cancel().expect(200);
        platform.settleDown();

        anna.expect("canceled", "charge 99.99", "refund 99.99");
    }

    @Test
    void findsPaymentWhoseNotificationNeverComes() {
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().confirm(payment, true);
        platform.settleDown();
        anna.subscribe().expect(202);

        platform.advance(Duration.ofMinutes(2));

        anna.expect("active", "charge 99.99");
    }

    @Test
    void settlesByNotificationThatOvertakesFailingAnswer() throws Exception {
        var anna = Subscriber.withCard(platform);
        var sql = new Sql(platform.database());
        platform.sandbox().fault("charge", "error_after", "delay_ms", 3000, "times", 1, "match", anna.token());

        Reply late;
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = caller.submit(anna::subscribe);
            Await.until("the notification is there", Duration.ofSeconds(20), () -> sql.number(WAITING) > 0);
            platform.settleDown();
            anna.expect("active", "charge 99.99");
            late = call.get();
        }

        assertThat(late.expect(201).text("status")).isEqualTo("active");
        anna.expect("active", "charge 99.99");
    }

    @Test
    void settlesByNotificationAfterLostAnswer() {
        var anna = Subscriber.withCard(platform);
        Fault.LOST_ANSWER.strikeOnce(platform.sandbox(), "charge", anna.token());
        anna.subscribe().expect(202);

        platform.settleDown();

        anna.expect("active", "charge 99.99");
    }

    @Test
    void believesNoNotification() {
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();

        notice("payment.succeeded", payment, "succeeded", "99.99");
        notice("payment.canceled", payment, "canceled", "99.99");
        notice("payment.succeeded", "22e12f66-000f-5000-8000-18db351245c7", "succeeded", "99.99");
        notice("refund.succeeded", "22e12f66-000f-5000-8000-18db351245c7", "succeeded", "99.99");
        notice("refund.succeeded", payment, "succeeded", "99.99");
        platform.settleDown();
        anna.subscribe().expect(202);
        anna.expectBook();

        platform.sandbox().confirm(payment, true);
        platform.advance(Duration.ofMinutes(2));
        anna.expect("active", "charge 99.99");
    }

    @Test
    void takesAmountFromAcquirerNotFromNotification() {
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().confirm(payment, true);

        notice("payment.succeeded", payment, "succeeded", "0.01");
        platform.settleDown();

        anna.expect("active", "charge 99.99");
    }

    @Test
    void movesNothingByNotificationOfAnotherCustomersPayment() {
        var anna = Subscriber.withCard(platform);
        var boris = Subscriber.subscribed(platform);
        var payment = anna.beginAtBank();
        var paid = Books.of(platform, boris.customer().id()).getLast().providerId();

        notice("payment.succeeded", paid, "succeeded", "99.99");
        notice("payment.waiting_for_capture", paid, "waiting_for_capture", "99.99");
        platform.settleDown();

        anna.expectBook();
        boris.expect("active", "charge 99.99");
        platform.sandbox().confirm(payment, true);
        platform.settleDown();
        anna.expect("active", "charge 99.99");
    }

    private void notice(String event, String id, String status, String amount) {
        var body = Map.of("type", "notification", "event", event, "object", Map.of(
                "id", id, "status", status, "paid", true, "amount", Map.of("value", amount, "currency", "RUB")));
        platform.http().post("/api/v1/webhooks/yookassa", body).expect(200);
    }
}
