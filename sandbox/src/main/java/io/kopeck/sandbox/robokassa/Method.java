package io.kopeck.sandbox.robokassa;

import org.jspecify.annotations.Nullable;

/**
 * What an invoice was paid with: what Robokassa shows of it and how a test card behaves. A card's number is not kept.
 *
 * @param code BankCard or SBP
 * @param account the masked number
 * @param rrn retrieval reference number of the card operation
 * @param decline declines always
 * @param declineLater declines in recurring payments
 */
record Method(String code, @Nullable String account, @Nullable String rrn, boolean threeDs, @Nullable String decline, @Nullable String declineLater) {

    static final String CARD = "BankCard";
    static final String SBP = "SBP";

    static Method sbp() {
        return new Method(SBP, null, null, false, null, null);
    }

    /** The currency label that goes with it: BankCardPSR, SBPPSR. */
    String label() {
        return code + "PSR";
    }

    /** Last four digits of a card. */
    @Nullable String tail() {
        return account == null ? null : account.substring(account.length() - 4);
    }
}
