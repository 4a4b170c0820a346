package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentStatus;
import io.kopeck.payments.Payments;
import io.kopeck.testing.Sql;
import java.time.Duration;
import java.util.UUID;

/** Money that the acquirer holds. No product sells like this yet, so the order is turned into a hold before it is sent. */
record Hold(Subscriber subscriber, UUID payment) {

    private static final Money PRICE = new Money(9999, Currency.RUB);

    static Hold of(Subscriber subscriber) {
        var platform = subscriber.platform();
        Fault.ERROR_BEFORE.strikeOnce(platform.sandbox(), "charge", subscriber.token());
        var id = UUID.fromString(subscriber.subscribe().expect(202).text("payment_id"));
        new Sql(platform.database()).change("update payments.payment set capture = false where id = ?", id);
        platform.advance(Duration.ofMinutes(1));
        var hold = new Hold(subscriber, id);
        assertThat(hold.payments().find(new PaymentId(id)).orElseThrow().status()).isEqualTo(PaymentStatus.WAITING_FOR_CAPTURE);
        return hold;
    }

    void capture() {
        payments().capture(new PaymentId(payment), PRICE, "system");
    }

    /** As whoever got no certain answer does. */
    void captureAgain() {
        if (payments().find(new PaymentId(payment)).orElseThrow().status() == PaymentStatus.WAITING_FOR_CAPTURE) {
            capture();
        }
    }

    private Payments payments() {
        return subscriber.platform().bean(Payments.class);
    }
}
