package io.kopeck.sandbox.yookassa;

import org.jspecify.annotations.Nullable;

/**
 * A payment method as objects show it. Only a card has card fields, only a wallet an account number; what SBP shows of the
 * payer's bank is the same for all.
 *
 * @param id the first payment's id, or the binding's
 * @param saved true: it can be charged again by {@code id}
 * @param wallet number of a YooMoney wallet
 */
record Method(String id, String type, boolean saved, String status, @Nullable CardOnFile card, @Nullable String wallet) {

    static final String BANK_CARD = "bank_card";
    static final String YOO_MONEY = "yoo_money";
    static final String SBP = "sbp";

    static Method card(String id, CardOnFile card) {
        return new Method(id, BANK_CARD, false, "inactive", card, null);
    }

    static Method wallet(String id) {
        return new Method(id, YOO_MONEY, false, "inactive", null, "4100116" + "12345678");
    }

    static Method sbp(String id) {
        return new Method(id, SBP, false, "inactive", null, null);
    }

    /** Whether it will be saved is decided; it is once the payment goes through. */
    Method toBeSaved() {
        return new Method(id, type, false, "pending", card, wallet);
    }

    Method asSaved() {
        return new Method(id, type, true, "active", card, wallet);
    }

    Method notSaved() {
        return new Method(id, type, false, "inactive", card, wallet);
    }

    boolean isSbp() {
        return type.equals(SBP);
    }

    @Nullable Decline decline(boolean customerPresent) {
        if (card == null) {
            return null;
        }
        return card.decline() != null || customerPresent ? card.decline() : card.declineLater();
    }

    boolean needs3ds() {
        return card != null && card.threeDs();
    }
}
