package io.kopeck.subscriptions.internal.core;

import java.time.Instant;

/** Everything that can happen to a subscription. */
public sealed interface Command {

    /** A renewal payment, begun at {@code openedAt}, succeeded. {@code hasMethod}: there is a method for the next one. */
    record RenewalPaid(Instant openedAt, boolean hasMethod) implements Command {}

    /** A renewal attempt was declined; {@code again} tells whether charging the same method later can work. */
    record RenewalDeclined(boolean again) implements Command {}

    /** The acquirer refused the request itself; nobody's card is at fault. */
    record RenewalRejected() implements Command {}

    /** A renewal waits for the customer's confirmation (3-D Secure). */
    record ConfirmationNeeded() implements Command {}

    /** The customer cancels. {@code subscribedAt} is when the subscription began. */
    record Cancel(Instant subscribedAt) implements Command {}

    /** The customer wants renewal back. {@code hasMethod}: there is a method to charge. */
    record Resume(boolean hasMethod) implements Command {}

    /** Another method is charged from now on. */
    record ChangeMethod() implements Command {}

    /** The method was removed. {@code another}: the subscription goes on with another one. */
    record RemoveMethod(boolean another) implements Command {}

    /** Another tariff begins with this period, which is paid for. */
    record ChangeTariff(Paid next) implements Command {}

    /** The customer pauses until then. Whether the policy has so many days left is decided before. */
    record Pause(Instant until) implements Command {}

    /** The pause has lasted as long as it was to. {@code hasMethod}: there is a method to charge. */
    record PauseEnded(boolean hasMethod) implements Command {}

    /** The paid period is over. */
    record PeriodEnded() implements Command {}

    /** The waiting window is over. */
    record WindowEnded() implements Command {}

    /** What was paid for it was taken back without us, and its product does not bear that. */
    record MoneyTakenBack() implements Command {}
}
