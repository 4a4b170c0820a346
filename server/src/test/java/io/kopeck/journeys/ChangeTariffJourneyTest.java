package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.Payments;
import io.kopeck.payments.RefundCause;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Shops;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changing the tariff of {@code movix} (up now and prorated, down at the end) and {@code gym} (up at full price, down prorated). */
class ChangeTariffJourneyTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Platform platform = Shops.platform();
    private final RawSql sql = new RawSql(platform.database());

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
        var check = platform.bean("creditCheck", BookCheck.class);
        assertThat(platform.bean(Transactions.class).execute(() -> check.findings(5))).isEmpty();
    }

    @Test
    void chargesThePriceLessTheUnusedShareWhenGoingUp() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_QUARTER, GOOD_CARD);
        anna.advance(DAY.multipliedBy(30));
        var preview = anna.previewChange(Shops.MOVIX_MONTH).expect(200);
        assertThat(preview.text("way")).isEqualTo("now_prorated");
        assertThat(preview.text("charge.sum")).isEqualTo("0.00");
        assertThat(decimal(preview.text("unused.sum"))).isBetween(new BigDecimal("530.00"), new BigDecimal("540.00"));

        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);

        anna.expect("active", true, "TariffChanged");
        assertThat(anna.view().tariff().id().toString()).isEqualTo(Shops.MOVIX_MONTH);
        assertThat(anna.view().period().start()).isBetween(platform.now().minusSeconds(600), platform.now());
        anna.expectBook("charge 1.00", "refund 1.00", "charge 799.00");
        var credit = credit(anna);
        assertThat(credit).isBetween(230_00L, 242_00L);
        toTheEnd(anna);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 799.00", "charge " + BigDecimal.valueOf(299_00 - credit, 2));
        assertThat(credit(anna)).isZero();
        toTheEnd(anna);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.book().getLast().toString()).isEqualTo("charge 299.00");
    }

    @Test
    void chargesTheRestAtOnceAndAsksTheBankWhereItWantsTo() {
        var anna = Journey.subscribed(platform, "gym", Shops.GYM_PLUS, GOOD_CARD);
        anna.advance(DAY.multipliedBy(29));
        anna.fault(anna.method(), "requires_3ds");

        var page = anna.changeTariff(Shops.GYM_BASIC).expect(202).text("confirmation_url");

        assertThat(anna.changeTariff(Shops.GYM_BASIC).expect(202).text("confirmation_url")).isEqualTo(page);
        assertThat(anna.changeTariff(Shops.GYM_TRIAL).status()).isEqualTo(409);
        anna.expect("active", true, "PaymentConfirmationNeeded");
        assertThat(anna.view().tariff().id().toString()).isEqualTo(Shops.GYM_PLUS);
        anna.atTheBank(page, true);
        anna.expect("active", true, "PaymentSucceeded", "TariffChanged");
        assertThat(anna.view().tariff().id().toString()).isEqualTo(Shops.GYM_BASIC);
        var last = new BigDecimal(anna.book().getLast().amount());
        assertThat(last).isBetween(new BigDecimal("933.00"), new BigDecimal("934.00"));
    }

    @Test
    void keepsTheTariffWhenTheChargeIsDeclined() {
        var anna = Journey.subscribed(platform, "gym", Shops.GYM_BASIC, GOOD_CARD);
        var before = anna.view();
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");

        assertThat(anna.changeTariff(Shops.GYM_PLUS).status()).isEqualTo(402);

        anna.expect("active", true, "PaymentDeclined");
        assertThat(anna.view().tariff()).isEqualTo(before.tariff());
        assertThat(anna.view().period()).isEqualTo(before.period());
        anna.clearFaults();
        toTheEnd(anna);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 1000.00", "charge 1000.00");
    }

    @Test
    void makesTheNewPeriodLongerWhereTheFullPriceIsCharged() {
        var anna = Journey.subscribed(platform, "gym", Shops.GYM_BASIC, GOOD_CARD);
        anna.advance(DAY.multipliedBy(15));

        anna.changeTariff(Shops.GYM_PLUS).expect(200);

        anna.expect("active", true, "PaymentSucceeded", "TariffChanged");
        var period = anna.view().period();
        assertThat(Duration.between(period.start(), period.end()))
                .isBetween(Duration.ofHours(37 * 24 + 10), Duration.ofHours(37 * 24 + 12).plusSeconds(600));
        anna.expectBook("charge 1.00", "refund 1.00", "charge 1000.00", "charge 2000.00");
        toTheEnd(anna);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(period.end());
        assertThat(Duration.between(anna.view().period().start(), anna.view().period().end())).isEqualTo(DAY.multipliedBy(30));
    }

    @Test
    void goesDownAtTheEndOfThePeriodAndCanTakeThatBack() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_MONTH, GOOD_CARD);
        var end = anna.view().period().end();
        assertThat(anna.previewChange(Shops.MOVIX_YEAR).expect(200).text("way")).isEqualTo("at_period_end");

        anna.changeTariff(Shops.MOVIX_YEAR).expect(200);
        anna.expect("active", true, "TariffChangePlanned");
        assertThat(anna.changeTariff(Shops.MOVIX_YEAR).status()).isEqualTo(409);
        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);
        anna.expect("active", true, "TariffChangePlanned");
        assertThat(anna.view().nextTariff()).isNull();
        anna.changeTariff(Shops.MOVIX_YEAR).expect(200);
        anna.expect("active", true, "TariffChangePlanned");
        toTheEnd(anna);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().tariff().id().toString()).isEqualTo(Shops.MOVIX_YEAR);
        assertThat(anna.view().period().start()).isEqualTo(end);
        assertThat(anna.view().period().end()).isEqualTo(end.atZone(ZoneId.of("Europe/Moscow")).plusYears(1).toInstant());
        anna.expectBook("charge 1.00", "refund 1.00", "charge 299.00", "charge 2799.00");
    }

    @Test
    void renewsWithoutAPaymentWhileCreditLasts() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);
        anna.expect("active", true, "TariffChanged");
        long credit = credit(anna);
        assertThat(credit).isBetween(2499_00L, 2500_00L);

        toTheEnd(anna);

        anna.expect("active", true, "SubscriptionRenewed");
        assertThat(credit(anna)).isEqualTo(credit - 299_00);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 2799.00");
        var coverage = platform.bean("coverageCheck", BookCheck.class);
        assertThat(platform.bean(Transactions.class).execute(() -> coverage.findings(100)))
                .noneMatch(finding -> finding.contains(anna.view().id().toString()));
    }

    @Test
    void usesTheCreditForTheNextSubscription() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        anna.advance(DAY);
        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);
        anna.expect("active", true, "TariffChanged");
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");
        toTheEnd(anna);
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
        long credit = credit(anna);

        anna.subscribe(Shops.MOVIX_MONTH, anna.method()).expect(201);

        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        assertThat(credit(anna)).isEqualTo(credit - 299_00);
    }

    @Test
    void isRefusedWhereTheProductOrTheStateForbidsIt() {
        var cinema = Journey.subscribed(platform, "cinema", Customer.WEEK, GOOD_CARD);
        var movix = Journey.subscribed(platform, "movix", Shops.MOVIX_MONTH, GOOD_CARD);

        assertThat(cinema.changeTariff(Customer.MONTH_WITH_TRIAL).text("code")).isEqualTo("not_allowed");
        assertThat(movix.changeTariff(Shops.MOVIX_MONTH).text("code")).isEqualTo("nothing_to_change");
        assertThat(movix.changeTariff(Shops.CHANNEL_MONTH).status()).isEqualTo(404);
        assertThat(Journey.begin(platform, "movix").changeTariff(Shops.MOVIX_YEAR).status()).isEqualTo(404);
        movix.expect("active", true);
    }

    @Test
    void returnsTheMoneyOfAChangeThatComesTooLate() {
        var anna = Journey.subscribed(platform, "gym", Shops.GYM_BASIC, GOOD_CARD);
        anna.advance(DAY.multipliedBy(3));
        anna.fault(anna.method(), "requires_3ds");
        var page = anna.changeTariff(Shops.GYM_PLUS).expect(202).text("confirmation_url");
        anna.expect("active", true, "PaymentConfirmationNeeded");
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");

        anna.atTheBank(page, true);

        anna.expect("no_auto_payment", true, "PaymentSucceeded", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 1000.00", "charge 2000.00", "refund 2000.00");
        anna.clearFaults();
        anna.resume().expect(200);
        anna.expect("active", true, "AutoPaymentResumed");
        toTheEnd(anna);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 1000.00", "charge 2000.00", "refund 2000.00", "charge 1000.00");
    }

    @Test
    void returnsNoMoneyThatHasBecomeCredit() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);
        anna.expect("active", true, "TariffChanged");
        long before = credit(anna);

        assertThat(anna.previewCancel().expect(200).json().path("refund").isNull()).isTrue();
        anna.cancel().expect(200);

        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 2799.00");
        assertThat(credit(anna)).isEqualTo(before + 299_00);
    }

    @Test
    void creditsNothingForWhatStaffHasReturned() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        var customer = new CustomerId(anna.customer().id());
        var payments = platform.bean(Payments.class);
        var payment = payments.ofSubscription(customer, anna.view().id().value()).getFirst();
        var refund = platform.bean(Transactions.class).forCustomer(customer, () -> payments.requestRefund(
                payment.id(), Money.parse("2700.00", Currency.RUB), RefundCause.STAFF, "goodwill", "tester"));
        payments.sendRefund(refund.id());

        var preview = anna.previewChange(Shops.MOVIX_MONTH).expect(200);

        assertThat(decimal(preview.text("unused.sum"))).isBetween(new BigDecimal("98.50"), new BigDecimal("99.00"));
        anna.changeTariff(Shops.MOVIX_MONTH).expect(200);
        anna.expect("active", true, "RefundSucceeded", "PaymentSucceeded", "TariffChanged");
    }

    private void toTheEnd(Journey anna) {
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
    }

    private long credit(Journey anna) {
        return Long.parseLong(sql.text(
                "select coalesce(sum(balance_minor), 0) from subscriptions.credit where customer_id = ?", anna.customer().id()));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
