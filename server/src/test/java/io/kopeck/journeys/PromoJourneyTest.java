package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.PromoCode.Benefit;
import io.kopeck.catalog.PromoCodes;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Shops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promo codes at the beginning of a subscription: what they give, and that each is used as often as it allows. */
class PromoJourneyTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Platform platform = Shops.platform();
    private final RawSql sql = new RawSql(platform.database());

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
        var check = platform.bean("promoCheck", BookCheck.class);
        assertThat(platform.bean(Transactions.class).execute(() -> check.findings(5))).isEmpty();
    }

    @Test
    void lowersTheFirstPaymentOnly() {
        var code = code(new Benefit.Percent(25), null, 1, null);
        var anna = Journey.begin(platform, "movix");

        subscribe(anna, Shops.MOVIX_MONTH, code.toLowerCase(Locale.ROOT)).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 224.25");
        assertThat(anna.view().price()).isEqualTo(Money.parse("299.00", Currency.RUB));
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 224.25", "charge 299.00");
    }

    @Test
    void creditsOnlyWhatWasReallyPaidWhenTheTariffChanges() {
        var code = code(new Benefit.Fixed(Money.parse("799.00", Currency.RUB)), null, 1, null);
        var anna = Journey.begin(platform, "movix");
        subscribe(anna, Shops.MOVIX_YEAR, code).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");

        var preview = anna.previewChange(Shops.MOVIX_MONTH).expect(200);

        assertThat(preview.text("unused.sum")).startsWith("1999.").as("not of 2799.00");
        assertThat(subscribe(Journey.begin(platform, "movix"), Shops.MOVIX_MONTH, code).text("code")).isEqualTo("promo_code_not_valid");
    }

    @Test
    void makesTheTrialLongerOrGivesOne() {
        var code = code(new Benefit.TrialDays(5), null, 1, null);
        var anna = Journey.begin(platform, "gym");
        var boris = Journey.begin(platform, "gym");

        subscribe(anna, Shops.GYM_TRIAL, code).expect(201);
        subscribe(boris, Shops.GYM_BASIC, code).expect(201);

        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        boris.expect("active", true, "SubscriptionStarted", "GrantGiven");
        assertThat(Duration.between(anna.view().period().start(), anna.view().period().end())).isEqualTo(Duration.ofDays(12));
        assertThat(Duration.between(boris.view().period().start(), boris.view().period().end())).isEqualTo(Duration.ofDays(5));
        var end = anna.view().period().end();
        anna.advance(Duration.between(platform.now(), end));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(end);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 1500.00");
    }

    @Test
    void isFreeAgainWhenThePaymentFails() {
        var code = code(new Benefit.Percent(10), 1, 1, null);
        var anna = Journey.begin(platform, "movix");
        var method = anna.bind(GOOD_CARD);
        anna.fault(method, "decline", "reason", "insufficient_funds");
        assertThat(subscribe(anna, Shops.MOVIX_MONTH, method, code).status()).isEqualTo(402);
        anna.expectNoSubscription("PaymentDeclined");
        anna.clearFaults();

        subscribe(anna, Shops.MOVIX_MONTH, method, code).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 269.10");
        var late = subscribe(Journey.begin(platform, "movix"), Shops.MOVIX_MONTH, code);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("code")).isEqualTo("promo_code_used_up");
    }

    @Test
    void isUsedByEachCustomerAsOftenAsItAllows() {
        var code = code(new Benefit.Percent(10), null, 1, null);
        var anna = Journey.begin(platform, "movix");
        subscribe(anna, Shops.MOVIX_MONTH, code).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");

        var again = subscribe(anna, Shops.MOVIX_MONTH, anna.bind(GOOD_CARD), code);

        assertThat(again.text("code")).isEqualTo("promo_code_used_up");
    }

    @Test
    void doesNotHoldElsewhereOrLaterOrWithoutExisting() {
        var ended = code(new Benefit.Percent(10), null, 1, platform.now().minusSeconds(1));
        var cinema = Journey.begin(platform, "cinema");
        var movix = Journey.begin(platform, "movix");
        var method = movix.bind(GOOD_CARD);

        assertThat(subscribe(movix, Shops.MOVIX_MONTH, method, ended).text("code")).isEqualTo("promo_code_not_valid");
        assertThat(subscribe(movix, Shops.MOVIX_MONTH, method, "NO-SUCH-CODE").text("code")).isEqualTo("promo_code_not_valid");
        assertThat(subscribe(movix, Shops.MOVIX_MONTH, method, "a b").text("code")).isEqualTo("invalid_field");
        var code = code(new Benefit.Percent(10), null, 1, null);
        assertThat(subscribe(cinema, Customer.WEEK, code).text("code")).isEqualTo("promo_code_not_valid");
        movix.expectNoSubscription();
    }

    @Test
    void isNeverUsedOnceTooOftenByManyAtOnce() throws Exception {
        var code = code(new Benefit.Percent(10), 3, 1, null);
        var people = IntStream.range(0, 8).mapToObj(_ -> Journey.begin(platform, "movix")).toList();
        var answers = new ArrayList<Future<Reply>>();

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            people.forEach(person -> answers.add(all.submit(() -> subscribe(person, Shops.MOVIX_MONTH, (String) null, code))));
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get().status());
        }
        assertThat(statuses).filteredOn(status -> status == 202).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(5);
        assertThat(sql.text("select used from subscriptions.promo_count where code = ?", code)).isEqualTo("3");
    }

    private Reply subscribe(Journey who, String tariff, String code) {
        return subscribe(who, tariff, who.bind(GOOD_CARD), code);
    }

    private Reply subscribe(Journey who, String tariff, @Nullable String method, String code) {
        var body = method == null
                ? Map.of("tariff", tariff, "promo_code", code)
                : Map.of("tariff", tariff, "payment_method", method, "promo_code", code);
        return who.api().post(who.customer().path("subscription"), body);
    }

    private String code(Benefit benefit, @Nullable Integer usesMax, int perCustomer, @Nullable Instant endsAt) {
        var name = "CODE-" + COUNT.incrementAndGet();
        var made = platform.bean(PromoCodes.class).put(new PromoCode(
                name, Set.of(new ProductCode("movix"), new ProductCode("gym")), benefit, usesMax, perCustomer, endsAt, true), "tester");
        assertThat(made).isTrue();
        return name;
    }
}
