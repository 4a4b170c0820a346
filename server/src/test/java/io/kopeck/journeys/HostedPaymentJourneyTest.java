package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.OTHER_GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentPurpose.Completion;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Shops;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscribing and paying without a saved card: at the acquirer's page, which saves it. */
class HostedPaymentJourneyTest {

    private final Platform platform = Shops.platform();

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
    }

    @Test
    void savesTheCardOfTheFirstPaymentAndRenewsWithIt() {
        var anna = Journey.begin(platform, "movix");
        var begun = anna.subscribe(Shops.MOVIX_MONTH, null).expect(202);
        anna.expectNoSubscription("PaymentConfirmationNeeded");
        assertThat(anna.subscribe(Shops.MOVIX_MONTH, null).expect(202).text("confirmation_url")).isEqualTo(begun.text("confirmation_url"));
        assertThat(anna.subscribe(Shops.MOVIX_YEAR, null).status()).isEqualTo(409);

        var answer = anna.follow(pay(begun.text("confirmation_url"), GOOD_CARD));

        assertThat(answer.expect(200).text("status")).isEqualTo("active");
        assertThat(answer.text("payment_method.last4")).isEqualTo("4444");
        anna.expect("active", true, "PaymentSucceeded", "MethodSaved", "SubscriptionStarted", "GrantGiven");
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.book().getLast().methodToken()).isEqualTo(anna.token(anna.method()));
        anna.expectBook("charge 299.00", "charge 299.00");
    }

    @Test
    void startsWithoutRenewalWhenTheAcquirerSavedNothing() {
        var anna = Journey.begin(platform, "movix");
        var begun = anna.subscribe(Shops.MOVIX_MONTH, null).expect(202);
        var customer = new CustomerId(anna.customer().id());
        var payment = platform.bean(Payments.class).unfinished(customer, new ProductCode("movix"), Purpose.SUBSCRIBE).orElseThrow();
        var unsaved = new ProviderMethod("t-" + payment.id(), false, "bank_card", null, null, null, null, null, null);

        var completion = platform.bean(Transactions.class).forCustomer(customer, () ->
                platform.bean("startOnPayment", PaymentPurpose.class).settled(payment, unsaved, platform.now()));

        assertThat(completion).isEqualTo(Completion.DONE);
        anna.expect("no_auto_payment", true, "PaymentConfirmationNeeded", "SubscriptionStarted", "AutoPaymentStopped", "GrantGiven");
        assertThat(anna.view().method()).isNull();
        pay(begun.text("confirmation_url"), GOOD_CARD);
        platform.settleDown();
        anna.expectBook("charge 299.00", "refund 299.00");
    }

    @Test
    void paysAtThePageWhileWaitingWithoutACard() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_MONTH, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
        anna.expect("waiting", true, "SubscriptionWaiting", "PaymentDeclined");
        anna.clearFaults();
        anna.remove(anna.method()).expect(204);
        anna.expect("waiting", true, "MethodRemoved", "SubscriptionWaiting");

        var page = anna.payNow().expect(202).text("confirmation_url");
        assertThat(anna.payNow().expect(202).text("confirmation_url")).isEqualTo(page);
        var answer = anna.follow(pay(page, OTHER_GOOD_CARD));

        assertThat(answer.expect(200).text("status")).isEqualTo("active");
        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "SubscriptionWaiting",
                "SubscriptionRenewed");
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 299.00", "charge 299.00", "charge 299.00");
    }

    @Test
    void givesNoTrialWithoutASavedCard() {
        var anna = Journey.begin(platform, "gym");

        var refused = anna.subscribe(Shops.GYM_TRIAL, null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("no_payment_method");
        anna.expectNoSubscription();
        anna.subscribe(Shops.GYM_TRIAL, anna.bind(GOOD_CARD)).expect(201);
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
    }

    @Test
    void wantsASavedCardWhereTheProductDoes() {
        var anna = Journey.begin(platform, "cinema");

        var refused = anna.subscribe(Customer.WEEK, null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("errors.payment_method")).isEqualTo("is missing");
        anna.expectNoSubscription();
    }

    private String pay(String confirmationUrl, String card) {
        return platform.sandbox().pay(Customer.lastSegment(confirmationUrl), card).text("return_url");
    }
}
