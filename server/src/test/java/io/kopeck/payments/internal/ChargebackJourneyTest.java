package io.kopeck.payments.internal;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.Chargeback;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Books;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Chargebacks come by listings that overlap: each is booked once, as far as money is left, and takes access. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChargebackJourneyTest {

    private static final String ACCOUNT = "yookassa";

    private final Bank bank = new Bank();
    private Platform platform;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
    }

    @AfterEach
    void booksHold() {
        platform.bean(Transactions.class).run(() -> platform.beans(BookCheck.class)
                .forEach(check -> assertThat(check.findings(10)).as(check.name()).isEmpty()));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void booksEachOnceAndTakesAccess() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        bank.takesBack("cb-1", charge(anna), 9_999, platform.now());

        assertThat(listADayLater()).isPositive();
        anna.expect("canceled", false, "RefundSucceeded", "SubscriptionCanceled", "GrantTaken");
        assertThat(listADayLater()).isPositive();
        anna.expect("canceled", false);

        var refunds = anna.api().get("/api/v1/payments/" + payment(anna) + "/refunds").expect(200);
        assertThat(refunds.text("count")).isEqualTo("1");
        assertThat(refunds.text("results.0.extra.cause")).isEqualTo("chargeback");
        assertThat(refunds.text("results.0.status")).isEqualTo("succeeded");
        assertThat(audits("payment", payment(anna))).containsExactly("payments.book_dispute");
    }

    @Test
    void booksWhatIsLeftAndReportsTheRest() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        Staff.of(platform, "finance").api().post("/api/v1/payments/refund",
                Map.of("payment_id", payment(anna), "amount", "60.00", "reason", "Promised")).expect(201);
        anna.expect("active", true, "RefundSucceeded");
        bank.takesBack("cb-2", charge(anna), 9_999, platform.now());

        listADayLater();

        anna.expect("canceled", false, "RefundSucceeded", "DisputeExceedsPayment", "SubscriptionCanceled", "GrantTaken");
        var dispute = dispute("cb-2");
        assertThat(dispute.text("status")).isEqualTo("partly_booked");
        assertThat(dispute.text("booked")).isEqualTo("39.99");
        assertThat(dispute.text("sum")).isEqualTo("99.99");
        assertThat(anna.api().get("/api/v1/payments/" + payment(anna)).expect(200).text("status")).isEqualTo("refunded");
    }

    @Test
    void reportsWhatIsAboutNoPaymentOfOurs() {
        bank.takesBack("cb-3", "2d0f9a1c-000f-5000-8000-000000000000", 5_000, platform.now());

        listADayLater();
        platform.advance(Duration.ofMinutes(20));

        var dispute = dispute("cb-3");
        assertThat(dispute.text("status")).isEqualTo("unknown_payment");
        assertThat(dispute.text("booked")).isEqualTo("0.00");
        assertThat(audits("dispute", dispute.text("id"))).containsExactly("payments.book_dispute");
    }

    @Test
    void asksForOverlappingSpansAndKeepsItsPlaceWhenThereIsNoAnswer() {
        listADayLater();
        platform.advance(Duration.ofDays(1));
        bank.asked.clear();
        bank.silent = true;
        assertThat(list()).isZero();
        assertThat(list()).as("not before the pause is over").isZero();
        assertThat(bank.asked).hasSize(1);
        var missed = bank.asked.getFirst();
        bank.silent = false;

        platform.advance(Duration.ofDays(70));
        assertThat(list()).isGreaterThan(1);

        var spans = bank.asked.subList(1, bank.asked.size());
        assertThat(spans.getFirst().from()).isEqualTo(missed.from());
        assertThat(spans.getLast().to()).as("up to now").isCloseTo(platform.now(), within(10, ChronoUnit.SECONDS));
        for (int i = 0; i < spans.size(); i++) {
            assertThat(Duration.between(spans.get(i).from(), spans.get(i).to())).isLessThanOrEqualTo(Duration.ofDays(Acquirer.CHARGEBACK_DAYS_MAX));
            if (i > 0) {
                assertThat(spans.get(i).from()).as("no gap").isBefore(spans.get(i - 1).to());
            }
        }
        assertThat(list()).as("nothing to ask for before another day").isZero();
    }

    @Test
    void asksNothingOfAcquirersWithoutSuchAList() {
        assertThat(platform.runJob("list-chargebacks")).isZero();
    }

    private int listADayLater() {
        platform.advance(Duration.ofDays(1));
        return list();
    }

    private int list() {
        return platform.bean(ChargebackJob.class).list(ACCOUNT, bank.acquirer());
    }

    private String charge(Journey anna) {
        return Books.of(platform, anna.customer().id()).stream().filter(line -> line.kind().equals("charge")).toList().getLast().providerId();
    }

    private String payment(Journey anna) {
        return Books.of(platform, anna.customer().id()).stream().filter(line -> line.kind().equals("charge")).toList().getLast().payment().toString();
    }

    private Reply dispute(String providerId) {
        for (var one : Staff.root(platform).get("/api/v1/disputes?page_size=100").expect(200).json().path("results")) {
            if (one.path("provider_id").asString().equals(providerId)) {
                return new Reply(200, one.toString(), Map.of());
            }
        }
        throw new AssertionError("no dispute " + providerId);
    }

    private List<String> audits(String kind, String id) {
        return platform.bean(AuditLog.class).about(kind, UUID.fromString(id)).stream().map(entry -> entry.action()).toList();
    }

    /** An acquirer that lists chargebacks and can do nothing else. */
    private static final class Bank {

        private final List<Chargeback> chargebacks = new ArrayList<>();
        private final List<Span> asked = new ArrayList<>();
        private boolean silent;

        record Span(Instant from, Instant to) {}

        void takesBack(String id, String payment, long minor, Instant at) {
            chargebacks.add(new Chargeback(id, payment, new Money(minor, Currency.RUB), at));
        }

        Acquirer acquirer() {
            return (Acquirer) Proxy.newProxyInstance(Acquirer.class.getClassLoader(), new Class<?>[] {Acquirer.class}, (_, method, arguments) -> {
                if (!method.getName().equals("chargebacks")) {
                    throw new AssertionError("only chargebacks are asked for, not " + method.getName());
                }
                return list((Instant) arguments[0], (Instant) arguments[1]);
            });
        }

        private ChargebackListing list(Instant from, Instant to) {
            asked.add(new Span(from, to));
            return silent
                    ? new ChargebackListing.Unknown("no answer")
                    : new ChargebackListing.Listed(chargebacks.stream().filter(one -> !one.at().isBefore(from) && !one.at().isAfter(to)).toList());
        }
    }
}
