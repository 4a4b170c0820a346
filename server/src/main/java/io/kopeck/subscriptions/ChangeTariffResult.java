package io.kopeck.subscriptions;

import io.kopeck.payments.PaymentView;

/** What became of a wish for another tariff. */
public sealed interface ChangeTariffResult {

    /** It is changed, or will be at the end of the period: {@link SubscriptionView#nextTariff()}. */
    record Changed(SubscriptionView subscription) implements ChangeTariffResult {}

    /** The customer has to confirm the payment. A repeated wish for the same tariff answers the same payment. */
    record Confirm(PaymentView payment) implements ChangeTariffResult {}

    /** The payment's outcome is being found out. */
    record Processing(PaymentView payment) implements ChangeTariffResult {}

    /** The payment was declined; the tariff stays. */
    record Declined(PaymentView payment) implements ChangeTariffResult {}

    /** Refused before any payment. */
    record Refused(Reason reason) implements ChangeTariffResult {}

    /** Why nothing was begun. */
    enum Reason {
        NO_SUBSCRIPTION,
        NO_SUCH_TARIFF,
        /** It has this tariff. */
        ALREADY,
        /** A payment for another change is not finished. */
        OTHER_CHANGE_PENDING,
        NO_METHOD,
        /** The product's policy, or the subscription's state, does not allow it. */
        NOT_ALLOWED
    }
}
