package io.kopeck.api.payments;

import io.kopeck.payments.PaymentView;
import io.kopeck.platform.problem.Problem;

/** What is answered when a payment did not come about. */
public final class PaymentProblems {

    private PaymentProblems() {}

    /** 402 when the customer's bank said no, 503 when the acquirer refuses the request itself: nothing was charged either way. */
    public static Problem declined(PaymentView payment) {
        if (payment.rejected()) {
            return new Problem(503, "acquirer_unavailable", "Payments do not work at the moment and nothing was charged; please try again later")
                    .with("payment_id", payment.id().value());
        }
        return new Problem(402, "payment_declined", "The payment was declined; try another card or ask your bank")
                .with("decline_code", String.valueOf(payment.declineCode()))
                .with("payment_id", payment.id().value());
    }
}
