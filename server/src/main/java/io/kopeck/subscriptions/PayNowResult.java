package io.kopeck.subscriptions;

import io.kopeck.payments.PaymentView;

/** What became of a payment that the customer asked for now. */
public sealed interface PayNowResult {

    /** Paid, the subscription runs. */
    record Paid(SubscriptionView subscription) implements PayNowResult {}

    /** The customer has to confirm. */
    record Confirm(PaymentView payment) implements PayNowResult {}

    /** The outcome is being found out. */
    record Processing(PaymentView payment) implements PayNowResult {}

    record Declined(PaymentView payment) implements PayNowResult {}

    record Refused(ChangeResult.Reason reason) implements PayNowResult {}
}
