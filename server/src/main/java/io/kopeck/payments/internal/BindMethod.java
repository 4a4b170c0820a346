package io.kopeck.payments.internal;

import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Completes the small charge that checks a card: saves the method with its consent and gives the money back. */
@Component
class BindMethod implements PaymentPurpose {

    private static final Logger log = LoggerFactory.getLogger(BindMethod.class);

    private final KeepMethod methods;
    private final PaymentStore payments;
    private final RefundRequests refunds;

    BindMethod(KeepMethod methods, PaymentStore payments, RefundRequests refunds) {
        this.methods = methods;
        this.payments = payments;
        this.refunds = refunds;
    }

    @Override
    public Purpose purpose() {
        return Purpose.BIND;
    }

    @Override
    public Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now) {
        if (method == null) {
            log.warn("event=method_not_saved payment={} account={}", payment.id(), payment.account());
        } else {
            methods.keep(payment, method, now);
        }
        var row = payments.find(payment.customer().value(), payment.id().value()).orElseThrow();
        refunds.request(row, payment.amount(), RefundCause.BIND_CHECK, "Card check", "system", now);
        return Completion.DONE;
    }

    @Override
    public boolean declined(PaymentView payment, RetryAdvice advice, Instant now) {
        return false;
    }

    @Override
    public boolean rejected(PaymentView payment, Instant now) {
        return false;
    }

    @Override
    public void confirmationNeeded(PaymentView payment, Instant now) {
        // The customer is already on the way to the confirmation page.
    }
}
