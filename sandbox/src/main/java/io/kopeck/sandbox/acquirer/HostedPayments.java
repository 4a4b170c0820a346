package io.kopeck.sandbox.acquirer;

import io.kopeck.sandbox.engine.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the customer does on the acquirer's pages; the pages and the control API both play through it. */
public interface HostedPayments {

    enum Stage {
        /** Waits for the customer to choose a card or to agree to pay from the wallet. */
        ENTER_CARD,
        /** Waits for the customer at the bank's page. */
        CONFIRM_3DS,
        /** Waits for the acquirer itself. */
        PROCESSING,
        /** Paid, held, or bound. */
        SUCCEEDED,
        CANCELED,
        EXPIRED
    }

    enum Saving {
        /** The card is saved, the customer has no choice. */
        ALWAYS,
        /** The customer may agree. */
        ASK,
        NEVER
    }

    /**
     * A payment or a binding as the customer sees it.
     *
     * @param status on the acquirer's wire
     * @param amount null when a card is bound without a charge
     * @param locale what the merchant asked for, such as en_US
     * @param cardTail last four digits, once known
     * @param reason why it was canceled
     */
    record Hosted(String id, String status, Stage stage, @Nullable Money amount, @Nullable String description, Saving saving,
            boolean wallet, @Nullable String returnUrl, @Nullable String locale, @Nullable String cardTail,
            @Nullable String reason) {}

    sealed interface Result {
        record Done(Hosted now) implements Result {}

        /** Not something this payment waits for; nothing changed. */
        record WrongState(Hosted now) implements Result {}

        /** Any number outside the table of test cards is refused, so that nobody pays here with a real card. */
        record NotATestCard() implements Result {}

        record Unknown() implements Result {}
    }

    /** One row of the table of test cards. */
    record TestCard(String number, String brand, boolean threeDs, @Nullable String declineReason, boolean declinesLaterOnly) {}

    @Nullable Hosted find(String id);

    /** Pays with a card, or from the wallet when {@code card} is null. */
    Result pay(String id, @Nullable CardEntry card, boolean agreedToSave);

    /** The customer confirmed or refused at the bank's page; also releases a payment that waits for the acquirer. */
    Result confirm(String id, boolean passed);

    List<TestCard> testCards();
}
