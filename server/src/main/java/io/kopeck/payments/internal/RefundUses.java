package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundUse;
import io.kopeck.payments.RefundView;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells whoever gave something for a payment that staff return its money. */
@Component
class RefundUses {

    private final ObjectProvider<RefundUse> uses;

    RefundUses(ObjectProvider<RefundUse> uses) {
        this.uses = uses;
    }

    Money returnable(PaymentRow payment, Money left) {
        return of(payment).map(use -> use.returnable(payment.view(), left)).findFirst().orElse(left);
    }

    void requested(PaymentRow payment, RefundView refund, Instant now) {
        of(payment).forEach(use -> use.requested(payment.view(), refund.id(), refund.amount(), now));
    }

    void failed(PaymentRow payment, RefundRow refund, Instant now) {
        if (refund.cause().equals(RefundCause.STAFF.wireName())) {
            of(payment).forEach(use -> use.failed(payment.view(), new RefundId(refund.id()), refund.amount(), now));
        }
    }

    private Stream<RefundUse> of(PaymentRow payment) {
        return uses.stream().filter(use -> use.purpose() == payment.purpose());
    }
}
