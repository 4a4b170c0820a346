package io.kopeck.subscriptions;

import io.kopeck.payments.PaymentView;

/** What became of a wish to subscribe. */
public sealed interface SubscribeResult {

    /** It runs: on trial, or paid at once. */
    record Started(SubscriptionView subscription) implements SubscribeResult {}

    /** The customer has to confirm the payment. A repeated wish for the same tariff answers the same payment. */
    record Confirm(PaymentView payment) implements SubscribeResult {}

    /** The payment's outcome is being found out. */
    record Processing(PaymentView payment) implements SubscribeResult {}

    /** The payment was declined; nothing was subscribed. */
    record Declined(PaymentView payment) implements SubscribeResult {}

    /** Refused before any payment. */
    record Refused(Reason reason) implements SubscribeResult {}

    /** Why nothing was begun. */
    enum Reason {
        ALREADY_SUBSCRIBED,
        OTHER_TARIFF_PENDING,
        NO_SUCH_TARIFF,
        NO_SUCH_METHOD,
        /** A trial needs a saved method, and so does a product whose first payment saves none. */
        NO_METHOD,
        /** There is no such promo code, it has ended, or it is of no use for this tariff and customer. */
        PROMO_NOT_VALID,
        /** The promo code was used as often as it may be, by all or by this customer. */
        PROMO_USED_UP
    }
}
