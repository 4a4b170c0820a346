package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request comes twice at the same moment: it has one effect, and both callers learn of it. */
class ParallelCallsCrashTest {

    private static final String SETTLED = "select count(*) from payments.payment where customer_id = ? and purpose = ? and settled_minor > 0";
    private static final String ALL = "select count(*) from payments.payment where customer_id = ? and purpose = ?";

    private final Platform platform = CrashPlatform.SHARED;

    @AfterEach
    void compareBooks() {
        Fault.expectStruck(platform.sandbox());
        platform.sandbox().clearFaults();
        platform.advance(Duration.ofMinutes(5));
        Books.expectEqualAndAtRest(platform);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void subscribesOnce(boolean withKey) {
        var anna = Subscriber.withCard(platform);
        Fault.SLOW.strikeOnce(platform.sandbox(), "charge", anna.token());
        var api = api(anna.customer(), withKey);

        var replies = Parallel.times(2, () -> api.post("/api/v1/billing/subscription",
                Map.of("tariff", Customer.WEEK, "payment_method", anna.method())));
        platform.settleDown();

        assertThat(replies).extracting(Reply::status).contains(201).allMatch(status -> List.of(201, 202, 409).contains(status));
        replies.stream().filter(reply -> reply.status() == 202).forEach(reply ->
                assertThat(UUID.fromString(reply.text("payment_id"))).isEqualTo(Books.of(platform, anna.customer().id()).getLast().payment()));
        replies.stream().filter(reply -> reply.status() == 409).forEach(reply ->
                assertThat(reply.text("code")).isIn("already_subscribed", "request_in_progress"));
        anna.expect("active", "charge 99.99");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bindsOnce(boolean withKey) {
        var anna = Customer.signedUp(platform);
        Fault.SLOW.strikeOnce(platform.sandbox(), "create", "");
        var api = api(anna, withKey);

        var replies = Parallel.times(2, () -> api.post("/api/v1/billing/payment-method", null));
        anna.bind(Customer.GOOD_CARD);

        assertThat(replies).extracting(Reply::status).contains(201).allMatch(status -> List.of(201, 202, 409).contains(status));
        assertThat(replies.stream().filter(reply -> reply.status() == 201).map(reply -> reply.text("confirmation_url")).distinct()).hasSize(1);
        assertThat(new Sql(platform.database()).number(ALL, anna.id(), "bind")).isEqualTo(1);
        assertThat(Books.of(platform, anna.id())).extracting(Books.Line::shown).containsExactly("charge 1.00", "refund 1.00");
    }

    @Test
    void cancelsOnce() {
        var anna = Subscriber.subscribed(platform);
        Fault.SLOW.strikeOnce(platform.sandbox(), "refund", anna.token());
        var api = api(anna.customer(), false);

        var replies = Parallel.times(2, () -> api.put("/api/v1/billing/cancel-subscription", null));
        platform.settleDown();

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 404);
        anna.expect("canceled", "charge 99.99", "refund 99.99");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void paysNowOnce(boolean withKey) {
        var anna = Subscriber.subscribed(platform);
        platform.sandbox().fault("charge", "decline", "reason", "insufficient_funds", "times", 1, "match", anna.token());
        platform.advance(Duration.ofDays(7));
        assertThat(anna.customer().status()).isEqualTo("waiting");
        Fault.SLOW.strikeOnce(platform.sandbox(), "charge", anna.token());
        var api = api(anna.customer(), withKey);

        var replies = Parallel.times(2, () -> api.post("/api/v1/billing/pay-now", null));
        platform.settleDown();

        assertThat(replies).extracting(Reply::status).contains(200).allMatch(status -> List.of(200, 202, 409).contains(status));
        assertThat(new Sql(platform.database()).number(SETTLED, anna.customer().id(), "renew")).isEqualTo(1);
        anna.expect("active", "charge 99.99", "charge 99.99");
    }

    @Test
    void settlesOnceWhateverBringsTheNewsHundredfold() {
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().confirm(payment, true);
        var ours = new Sql(platform.database()).rows("select id from payments.payment where customer_id = ? and purpose = 'subscribe'",
                row -> row.getString(1), anna.customer().id()).getFirst();
        var notice = Map.of("type", "notification", "event", "payment.succeeded", "object", Map.of("id", payment, "status", "succeeded"));
        var api = api(anna.customer(), false);

        var delivered = Parallel.times(100, () -> platform.http().post("/api/v1/webhooks/yookassa", notice).status());
        var worked = Parallel.<Integer>all(Stream.concat(
                Stream.generate(() -> (Callable<Integer>) () -> {
                    platform.runJob("process-webhooks");
                    return 200;
                }).limit(4),
                Stream.generate(() -> (Callable<Integer>) () ->
                        api.post("/api/v1/payments/check", Map.of("payment_id", ours)).status()).limit(20)).toList());
        platform.settleDown();

        assertThat(delivered).containsOnly(200);
        assertThat(worked).containsOnly(200);
        assertThat(new Sql(platform.database()).number("select count(*) from payments.webhook where provider_id = ?", payment)).isEqualTo(1);
        anna.expect("active", "charge 99.99");
    }

    private static Http api(Customer customer, boolean withKey) {
        return withKey ? customer.api().with("Idempotency-Key", UUID.randomUUID().toString()) : customer.api();
    }
}
