package io.kopeck.sandbox.acquirer;

import io.kopeck.sandbox.engine.Money;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
     * @param reason why it was canceled; while it waits for a card: why the last one was declined
     */
    record Hosted(String id, String status, Stage stage, @Nullable Money amount, @Nullable String description, Saving saving,
            boolean wallet, @Nullable String returnUrl, @Nullable String locale, @Nullable String cardTail,
            @Nullable String reason, Extras extras) {

        public Hosted(String id, String status, Stage stage, @Nullable Money amount, @Nullable String description, Saving saving,
                boolean wallet, @Nullable String returnUrl, @Nullable String locale, @Nullable String cardTail, @Nullable String reason) {
            this(id, status, stage, amount, description, saving, wallet, returnUrl, locale, cardTail, reason, Extras.NONE);
        }

        /** Where the browser may go from its pages. */
        public List<String> returnUrls() {
            return Stream.of(returnUrl, extras.successUrl()).filter(Objects::nonNull).map(String::valueOf).toList();
        }
    }

    /**
     * What only some acquirers' pages have.
     *
     * @param returnForm fields to be posted to the return address instead of a redirect
     * @param walletNote the text of the page without a card form; null: YooMoney's
     * @param successUrl where the browser goes once it is paid, if {@code returnUrl} is for those who give up; null: it is for all
     * @param test no money is taken from this one, even by the acquirer's own reckoning
     */
    record Extras(@Nullable Map<String, String> returnForm, @Nullable String walletNote, @Nullable String successUrl, boolean test) {
        public static final Extras NONE = new Extras(null, null, null, false);
    }

    sealed interface Opened {
        record Page(String id) implements Opened {}

        record Refused(String why) implements Opened {}
    }

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

    /** Opens a payment link the merchant composed, as the customer's browser would; it makes the payment known. */
    default Opened open(String url) {
        return new Opened.Refused("this acquirer has no links that a merchant composes");
    }

    /** Pays with a card, or from the wallet when {@code card} is null. */
    Result pay(String id, @Nullable CardEntry card, boolean agreedToSave);

    /** Ways to pay without a card that the customer may choose for this payment, by the acquirer's own names for them. */
    default List<String> otherWays(String id) {
        return List.of();
    }

    /** Pays in one of {@link #otherWays}. */
    default Result payBy(String id, String way, boolean agreedToSave) {
        return pay(id, null, agreedToSave);
    }

    /** The customer confirmed or refused at the bank's page; also releases a payment that waits for the acquirer. */
    Result confirm(String id, boolean passed);

    /**
     * What the browser carries from the bank's page to the merchant, who concludes the payment itself; null where the
     * acquirer does that, by {@link #confirm}.
     */
    default @Nullable Map<String, String> handover(String id, boolean passed) {
        return null;
    }

    List<TestCard> testCards();

    /** The customer's words for the reason of a decline; null: the pages' own. */
    default @Nullable String explain(String reason, boolean english) {
        return null;
    }
}
