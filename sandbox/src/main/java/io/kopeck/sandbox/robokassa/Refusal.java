package io.kopeck.sandbox.robokassa;

/** A request Robokassa refuses, with its interface error code (reference, 12). The words are ours and hold no secrets. */
final class Refusal extends RuntimeException {

    private final int code;

    Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** One of the codes that the reference lists as technical refusals: we use it for malformed parameters. */
    static Refusal technical(String message) {
        return new Refusal(20, message);
    }

    static Refusal unknownShop() {
        return new Refusal(26, "There is no shop with this MerchantLogin");
    }

    /** @param signedText what has to be signed, with the password's name in the place of the password */
    static Refusal badSignature(String signedText, Hashing hashing) {
        return new Refusal(29, "Wrong SignatureValue; it has to be the " + hashing + " of " + signedText);
    }

    static Refusal badNumber(String message) {
        return new Refusal(30, message);
    }

    static Refusal badSum(String message) {
        return new Refusal(31, message);
    }

    static Refusal outOfTime() {
        return new Refusal(33, "The time to pay this invoice is over");
    }

    static Refusal recurringNotAllowed() {
        return new Refusal(34, "This shop may not make recurring payments");
    }

    static Refusal badRecurring(String message) {
        return new Refusal(35, message);
    }

    static Refusal numberPaid() {
        return new Refusal(40, "An invoice with this number is paid already");
    }

    static Refusal closed() {
        return new Refusal(51, "The invoice is closed and cannot be paid any more");
    }

    static Refusal linkPaid() {
        return new Refusal(52, "This one-time invoice is paid already");
    }

    static Refusal unknownInvoice() {
        return new Refusal(53, "There is no such invoice");
    }

    static Refusal holdingNotAllowed() {
        return new Refusal(64, "This shop may not hold money");
    }

    static Refusal badHolding(String message) {
        return new Refusal(65, message);
    }

    static Refusal full(int objectsMax) {
        return new Refusal(500, "The sandbox holds " + objectsMax + " invoices and takes no more: POST /control/reset, or start it anew");
    }

    int code() {
        return code;
    }
}
