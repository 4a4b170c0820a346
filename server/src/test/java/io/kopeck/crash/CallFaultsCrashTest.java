package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that begins a card check, gives money back, asks about a payment or captures a hold goes wrong. */
class CallFaultsCrashTest {

    private static final String BINDS = "select count(*) from payments.payment where purpose = 'bind' and customer_id = ?";

    private final Platform platform = CrashPlatform.SHARED;

    @AfterEach
    void compareBooks() {
        Fault.expectStruck(platform.sandbox());
        platform.sandbox().clearFaults();
        platform.advance(Duration.ofMinutes(5));
        Books.expectEqualAndAtRest(platform);
    }

    @ParameterizedTest
    @EnumSource
    void bindsOnce(Fault fault) {
        var anna = Customer.signedUp(platform);
        fault.strikeOnce(platform.sandbox(), "create", "");
        var status = anna.api().post("/api/v1/billing/payment-method", null).status();
        platform.advance(Duration.ofMinutes(3));

        anna.bind(Customer.GOOD_CARD);

        assertThat(status).isEqualTo(fault == Fault.SLOW ? 201 : 202);
        assertThat(new Sql(platform.database()).number(BINDS, anna.id())).isEqualTo(1);
        assertThat(Books.of(platform, anna.id())).extracting(Books.Line::shown).containsExactly("charge 1.00", "refund 1.00");
    }

    @ParameterizedTest
    @EnumSource
    void givesCancelledPaymentBackOnce(Fault fault) {
        var anna = Subscriber.subscribed(platform);
        fault.strikeOnce(platform.sandbox(), "refund", anna.token());

        var cancelled = anna.customer().cancel().expect(200);
        platform.advance(Duration.ofMinutes(3));

        assertThat(cancelled.text("status")).isEqualTo("canceled");
        anna.expect("canceled", "charge 99.99", "refund 99.99");
    }

    @ParameterizedTest
    @EnumSource
    void settlesNotificationWhenAskingGoesWrong(Fault fault) {
        var anna = Subscriber.withCard(platform);
        var payment = anna.beginAtBank();
        fault.strikeOnce(platform.sandbox(), "get", payment);

        platform.sandbox().confirm(payment, true);
        platform.settleDown();
        platform.advance(Duration.ofMinutes(3));

        anna.expect("active", "charge 99.99");
    }

    @ParameterizedTest
    @EnumSource
    void settlesCapturedHoldOnce(Fault fault) {
        var anna = Subscriber.withCard(platform);
        var hold = Hold.of(anna);
        fault.strikeOnce(platform.sandbox(), "capture", anna.token());

        hold.capture();
        hold.captureAgain();
        platform.settleDown();

        anna.expect("active", "charge 99.99");
    }
}
