package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.OTHER_GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.time.ClockOffset;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Saved cards: bound with a charge that is returned, exchanged, removed, and never charged again. */
class MethodJourneyTest {

    private static final String DECLINED_CARD = "5555555555554600";

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @Test
    void bindsACardWithAChargeThatIsReturnedAtOnce() {
        var anna = Journey.begin(platform);

        var card = anna.bind(GOOD_CARD);

        anna.expectBook("charge 1.00", "refund 1.00");
        var listed = anna.api().get("/api/v1/billing/payment-method").expect(200);
        assertThat(listed.text("count")).isEqualTo("1");
        assertThat(listed.text("results.0.id")).isEqualTo(card);
    }

    @Test
    void paysByWhatIsNoCardAndIsChargedAgain() {
        for (var way : List.of("sbp", "yoo_money")) {
            var anna = Journey.begin(platform);
            var method = anna.customer().bindBy(way);
            anna.expectEvents("PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "RefundSucceeded");
            anna.subscribe(WEEK, method).expect(201);
            anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");

            anna.advance(Duration.ofDays(7));

            anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
            anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
            var listed = anna.api().get("/api/v1/billing/payment-method").expect(200).json().at("/results/0");
            assertThat(listed.path("kind").asString()).isEqualTo(way);
            assertThat(listed.path("title").isNull()).isEqualTo(way.equals("sbp"));
            for (var field : List.of("card_type", "expire", "last4", "first6")) {
                assertThat(listed.path(field).isNull()).as(field).isTrue();
            }
        }
    }

    @Test
    void savesNoCardThatIsDeclined() {
        var anna = Journey.begin(platform);
        var page = anna.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");

        var back = platform.sandbox().pay(Customer.lastSegment(page), DECLINED_CARD).text("return_url");
        var refused = anna.follow(back);

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("decline_code")).isEqualTo("insufficient_funds");
        anna.expectNoSubscription("PaymentConfirmationNeeded", "PaymentDeclined");
        anna.expectBook();
        anna.bind(GOOD_CARD);
    }

    @Test
    void answersTheSamePageWhileABindingIsUnfinished() {
        var anna = Journey.begin(platform);

        var first = anna.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");
        var second = anna.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void declinesAFirstPaymentAndSubscribesNothing() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "decline", "reason", "insufficient_funds");

        var declined = anna.subscribe(WEEK, card);

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("code")).isEqualTo("payment_declined");
        assertThat(declined.text("decline_code")).isEqualTo("insufficient_funds");
        anna.expectNoSubscription("PaymentDeclined");
        anna.expectBook("charge 1.00", "refund 1.00");
        anna.clearFaults();
        anna.subscribe(WEEK, card).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
    }

    @Test
    void refusesASecondSubscription() {
        var anna = Journey.subscribed(platform, GOOD_CARD);

        var second = anna.subscribe(WEEK, anna.method());

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("code")).isEqualTo("already_subscribed");
        anna.expect("active", true);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void chargesTheChosenCardFromThenOn() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var old = anna.token(anna.method());
        var other = anna.bind(OTHER_GOOD_CARD);

        var changed = anna.change(other).expect(200);

        assertThat(changed.text("payment_method.id")).isEqualTo(other);
        anna.expect("active", true);
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.book().getLast().methodToken()).isEqualTo(anna.token(other)).isNotEqualTo(old);
    }

    @Test
    void refusesToChangeToACardThatIsRemovedOrSomebodyElses() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var own = anna.method();
        var foreign = Journey.begin(platform).bind(GOOD_CARD);
        var removed = anna.bind(OTHER_GOOD_CARD);
        anna.remove(removed).expect(204);
        anna.expect("active", true, "MethodRemoved");

        assertThat(anna.change(foreign).status()).isEqualTo(404);
        assertThat(anna.change(removed).status()).isEqualTo(404);

        anna.expect("active", true);
        assertThat(anna.method()).isEqualTo(own);
    }

    @Test
    void goesOnWithTheOtherCardWhenOneOfTwoIsRemoved() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var first = anna.method();
        var gone = anna.token(first);
        var other = anna.bind(OTHER_GOOD_CARD);

        anna.remove(first).expect(204);

        anna.expect("active", true, "MethodRemoved");
        assertThat(anna.method()).isEqualTo(other);
        anna.advance(Duration.ofDays(14));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        assertThat(anna.book().subList(3, 7)).allMatch(line -> !line.methodToken().equals(gone));
    }

    @Test
    void stopsRenewalWhenTheOnlyCardIsRemovedAndNeverChargesItAgain() {
        var anna = Journey.subscribed(platform, GOOD_CARD);

        anna.remove(anna.method()).expect(204);

        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");
        assertThat(anna.customer().subscription().json().path("payment_method").isNull()).isTrue();
        anna.advance(Duration.ofDays(7));
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
        anna.advance(Duration.ofDays(30));
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void stopsAttemptsWhenTheCardIsRemovedWhileWaitingAndExpiresInTime() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();

        anna.remove(card).expect(204);

        anna.expect("waiting", false, "MethodRemoved", "SubscriptionWaiting");
        assertThat(anna.view().nextAttemptAt()).isNull();
        anna.advance(Duration.ofDays(6));
        anna.expect("waiting", false);
        assertThat(anna.payNow().status()).isEqualTo(409);
        anna.advance(Duration.ofDays(1));
        anna.expect("expired", false, "SubscriptionExpired");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void paysByHandWithAnotherCardAfterTheFirstWasRemovedWhileWaiting() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.remove(card).expect(204);
        anna.expect("waiting", false, "MethodRemoved", "SubscriptionWaiting");
        anna.advance(Duration.ofDays(5));
        var page = anna.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");
        var back = platform.sandbox().pay(Customer.lastSegment(page), OTHER_GOOD_CARD).text("return_url");
        anna.follow(back).expect(200);

        var paid = anna.payNow().expect(200);

        assertThat(paid.text("status")).isEqualTo("active");
        platform.settleDown();
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 1.00", "charge 99.99", "refund 1.00");
        assertThat(anna.customer().access()).isEqualTo("full");
    }

    @Test
    void neverSendsAnAttemptForACardRemovedAfterItWasClaimed() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "error_before", "times", 1);
        anna.advance(Duration.ofDays(7).minus(Duration.ofSeconds(30)));
        anna.expect("active", true);
        platform.bean(ClockOffset.class).moveTo(anna.view().period().end().plusSeconds(1));
        platform.runJob("check-subscriptions");
        anna.remove(card).expect(204);

        anna.advance(Duration.ofDays(2));

        assertThat(anna.customer().access()).isEqualTo("none");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }
}
