package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.TariffId;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The payment for another tariff succeeded: its period begins. */
@Component
class ChangeOnPayment implements PaymentPurpose {

    private final TariffChanges changes;
    private final Catalog catalog;

    ChangeOnPayment(TariffChanges changes, Catalog catalog) {
        this.changes = changes;
        this.catalog = catalog;
    }

    @Override
    public Purpose purpose() {
        return Purpose.CHANGE;
    }

    @Override
    public Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now) {
        var to = catalog.tariff(
                new TariffId(Objects.requireNonNull(payment.tariffId())), Objects.requireNonNull(payment.tariffVersion())).orElseThrow();
        return changes.settled(payment, to, now) ? Completion.DONE : Completion.IMPOSSIBLE;
    }

    @Override
    public boolean declined(PaymentView payment, RetryAdvice advice, Instant now) {
        changes.failed(payment, now);
        return false;
    }

    @Override
    public boolean rejected(PaymentView payment, Instant now) {
        changes.failed(payment, now);
        return false;
    }

    @Override
    public void confirmationNeeded(PaymentView payment, Instant now) {
        // The customer has just asked for it and gets the link in the answer.
    }
}
