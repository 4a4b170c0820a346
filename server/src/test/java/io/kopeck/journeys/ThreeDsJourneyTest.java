package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.MONTH_WITH_TRIAL;
import static io.kopeck.testing.Customer.THREE_DS_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments that the customer confirms at the bank: the first one, renewals, and paying while waiting. */
class ThreeDsJourneyTest {

    private static final String[] WAITS_FOR_CUSTOMER = {"PaymentConfirmationNeeded", "SubscriptionWaiting", "GrantTaken"};

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    // --- the first payment -------------------------------------------------------------------------------------------

    @Test
    void subscribesOnceThePaymentIsConfirmedAtTheBank() {
        var anna = Journey.begin(platform);
        var asked = anna.subscribe(WEEK, anna.bind(THREE_DS_CARD)).expect(202);
        anna.expectNoSubscription("PaymentConfirmationNeeded");

        var back = anna.atTheBank(asked.text("confirmation_url"), true).text("return_url");
        var approved = anna.follow(back).expect(200);

        assertThat(back).contains("/api/v1/billing/approve-payment/");
        assertThat(approved.text("status")).isEqualTo("active");
        assertThat(approved.text("tariff.id")).isEqualTo(WEEK);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void subscribesByTheNotificationWhenTheBrowserNeverComesBack() {
        var anna = Journey.begin(platform);
        var asked = anna.subscribe(WEEK, anna.bind(THREE_DS_CARD)).expect(202);

        anna.atTheBank(asked.text("confirmation_url"), true);

        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void subscribesWhenAskedAnewAndTheNotificationIsLost() {
        var anna = Journey.begin(platform);
        var asked = anna.subscribe(WEEK, anna.bind(THREE_DS_CARD)).expect(202);
        platform.sandbox().fault("webhook", "drop_webhook");
        anna.atTheBank(asked.text("confirmation_url"), true);

        anna.advance(Duration.ofMinutes(3));

        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void answersPendingUntilTheCustomerHasDecided() {
        var anna = Journey.begin(platform);
        var asked = anna.subscribe(WEEK, anna.bind(THREE_DS_CARD)).expect(202);
        var path = returnPath(asked.text("confirmation_url"));

        var early = anna.follow(path);

        assertThat(early.status()).isEqualTo(202);
        anna.expectNoSubscription("PaymentConfirmationNeeded");
    }

    @Test
    void refusesWhatTheCustomerRefusedAtTheBank() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);
        var asked = anna.subscribe(WEEK, card).expect(202);

        var back = anna.atTheBank(asked.text("confirmation_url"), false).text("return_url");
        var refused = anna.follow(back);

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("code")).isEqualTo("payment_declined");
        assertThat(refused.text("decline_code")).isEqualTo("3d_secure_failed");
        anna.expectNoSubscription("PaymentConfirmationNeeded", "PaymentDeclined");
        anna.expectBook("charge 1.00", "refund 1.00");

        var again = anna.subscribe(WEEK, card).expect(202);
        anna.atTheBank(again.text("confirmation_url"), true);
        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
    }

    @Test
    void answersARepeatedWishWithTheSamePage() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);
        var asked = anna.subscribe(WEEK, card).expect(202);

        var repeated = anna.subscribe(WEEK, card).expect(202);
        var other = anna.subscribe(MONTH_WITH_TRIAL, card);

        assertThat(repeated.text("confirmation_url")).isEqualTo(asked.text("confirmation_url"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("other_payment_pending");
        anna.expectNoSubscription("PaymentConfirmationNeeded");
        anna.atTheBank(asked.text("confirmation_url"), true);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void forgetsAFirstPaymentThatNobodyConfirms() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);
        anna.subscribe(WEEK, card).expect(202);

        anna.advance(Duration.ofHours(2));

        anna.expectNoSubscription("PaymentConfirmationNeeded", "PaymentDeclined");
        anna.subscribe(WEEK, card).expect(202);
        anna.expectNoSubscription("PaymentConfirmationNeeded");
    }

    // --- renewals ----------------------------------------------------------------------------------------------------

    @Test
    void takesAccessAwayUntilARenewalIsConfirmed() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "requires_3ds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, WAITS_FOR_CUSTOMER);
        anna.clearFaults();
        anna.advance(Duration.ofMinutes(30));
        anna.expect("waiting", false);
        var confirmedAt = platform.now();

        anna.atTheBank(anna.confirmationUrl(), true);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        var view = anna.view();
        assertThat(view.chargeAttempts()).isZero();
        assertThat(view.period().start()).isBetween(confirmedAt, confirmedAt.plusSeconds(60));
    }

    @Test
    void triesAgainTheNextDayWhenARenewalIsNotConfirmed() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var oldEnd = anna.view().period().end();
        anna.fault(anna.method(), "requires_3ds", "times", 1);
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, WAITS_FOR_CUSTOMER);

        anna.advance(Duration.ofHours(2));

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined");
        assertThat(anna.view().nextAttemptAt()).isEqualTo(oldEnd.plus(Duration.ofDays(1)));
        anna.advance(Duration.ofHours(22));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void expiresWhenNoRenewalIsEverConfirmed() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "requires_3ds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, WAITS_FOR_CUSTOMER);
        anna.advance(Duration.ofHours(3));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined");

        for (int day = 1; day <= 6; day++) {
            anna.advance(Duration.ofDays(1));
            anna.expect("waiting", false, "PaymentConfirmationNeeded", "SubscriptionWaiting", "PaymentDeclined");
        }
        anna.advance(Duration.ofDays(1));

        anna.expect("expired", false, "SubscriptionExpired");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    // --- paying now --------------------------------------------------------------------------------------------------

    @Test
    void paysAWaitingSubscriptionAtOnce() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();
        anna.advance(Duration.ofHours(5));

        var paid = anna.payNow().expect(200);

        assertThat(paid.text("status")).isEqualTo("active");
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        anna.advance(Duration.ofDays(6));
        anna.expect("active", true);
    }

    @Test
    void declinesAPaymentMadeNowAndGoesOnWithTheDailyAttempts() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");

        var declined = anna.payNow();

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("decline_code")).isEqualTo("insufficient_funds");
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined");
        anna.clearFaults();
        anna.advance(Duration.ofDays(1));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
    }

    @Test
    void confirmsAPaymentMadeNowAtTheBank() {
        var anna = Journey.begin(platform);
        var card = anna.bind(THREE_DS_CARD);
        anna.atTheBank(anna.subscribe(WEEK, card).expect(202).text("confirmation_url"), true);
        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();

        var asked = anna.payNow().expect(202);
        var repeated = anna.payNow().expect(202);

        assertThat(repeated.text("confirmation_url")).isEqualTo(asked.text("confirmation_url"));
        anna.expect("waiting", false, "PaymentConfirmationNeeded");
        var back = anna.atTheBank(asked.text("confirmation_url"), true).text("return_url");
        assertThat(anna.follow(back).expect(200).text("status")).isEqualTo("active");
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void refusesToPayWhatIsNotDue() {
        var anna = Journey.begin(platform);
        assertThat(anna.payNow().status()).isEqualTo(404);
        anna.subscribe(WEEK, anna.bind(GOOD_CARD)).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");

        assertThat(anna.payNow().status()).isEqualTo(409);

        anna.expect("active", true);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    private String returnPath(String confirmationUrl) {
        return platform.sandbox().http().get("/control/payments/yookassa/" + Customer.lastSegment(confirmationUrl)).expect(200)
                .text("object.confirmation.return_url");
    }
}
