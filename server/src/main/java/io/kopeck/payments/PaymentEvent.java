package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.events.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to payments, refunds and methods. Amounts are minor units of the named currency. */
public sealed interface PaymentEvent extends Event {

    /** Money was taken and booked. */
    record PaymentSucceeded(
            CustomerId customer, PaymentId payment, String product, Purpose purpose, @Nullable UUID subscription,
            long amountMinor, String currency, int attempt) implements PaymentEvent {}

    /** An attempt was declined; {@code open} tells whether another may follow. */
    record PaymentDeclined(
            CustomerId customer, PaymentId payment, String product, Purpose purpose, @Nullable UUID subscription,
            String code, int attempt, boolean open) implements PaymentEvent {}

    /** The customer has to confirm at the URL. */
    record PaymentConfirmationNeeded(
            CustomerId customer, PaymentId payment, String product, Purpose purpose, @Nullable UUID subscription,
            String confirmationUrl) implements PaymentEvent {}

    /** The outcome could not be found out; a person decides. */
    record PaymentParked(CustomerId customer, PaymentId payment, String product, String reason) implements PaymentEvent {}

    /** A person decided about a parked payment: {@code succeeded}, {@code not_charged} or {@code ask_again}. */
    record PaymentResolved(CustomerId customer, PaymentId payment, String product, String outcome) implements PaymentEvent {}

    /** Money went back. */
    record RefundSucceeded(
            CustomerId customer, RefundId refund, PaymentId payment, String cause, long amountMinor, String currency)
            implements PaymentEvent {}

    /** A refund did not succeed and will not by itself. */
    record RefundFailed(CustomerId customer, RefundId refund, PaymentId payment, String code) implements PaymentEvent {}

    /**
     * More went back without us ({@code cause}: {@code acquirer} or {@code chargeback}) than was left of the payment; what
     * was left is booked.
     */
    record DisputeExceedsPayment(
            CustomerId customer, PaymentId payment, String cause, long amountMinor, long bookedMinor, String currency)
            implements PaymentEvent {}

    /** A refund's outcome could not be found out; a person decides. */
    record RefundParked(CustomerId customer, RefundId refund, PaymentId payment, String reason) implements PaymentEvent {}

    /** A person decided about a parked refund: {@code succeeded}, {@code not_returned} or {@code ask_again}. */
    record RefundResolved(CustomerId customer, RefundId refund, PaymentId payment, String outcome) implements PaymentEvent {}

    /** A settlement's fiscal receipt is registered; {@code refund} is null when it is the payment's own. */
    record ReceiptSent(CustomerId customer, ReceiptId receipt, PaymentId payment, @Nullable RefundId refund) implements PaymentEvent {}

    /** A receipt is not registered, and the working day has passed in which it had to be; it is tried on. */
    record ReceiptLate(CustomerId customer, ReceiptId receipt, PaymentId payment, @Nullable RefundId refund, Instant dueBy)
            implements PaymentEvent {}

    /** A receipt was not registered and is not tried any more: a person has to see to it. */
    record ReceiptFailed(CustomerId customer, ReceiptId receipt, PaymentId payment, @Nullable RefundId refund, String code)
            implements PaymentEvent {}

    /** A method was saved, with consent to later charges. */
    record MethodSaved(CustomerId customer, MethodId method, String account) implements PaymentEvent {}

    /** A method was removed and its consent withdrawn. */
    record MethodRemoved(CustomerId customer, MethodId method, String account) implements PaymentEvent {}
}
