package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one test shop: its login, its passwords and its settings. */
final class Shop {

    private final String login;
    private final RobokassaOptions.Passwords passwords;
    private final Settings initial;
    private volatile Settings settings;
    private volatile String publicUrl = "http://127.0.0.1";

    Shop(RobokassaOptions options, Settings settings) {
        this.login = options.login();
        this.passwords = options.passwords();
        this.initial = settings;
        this.settings = settings;
    }

    String login() {
        return login;
    }

    /** Signs what the merchant sends, and the way back to its site. */
    String password1(boolean test) {
        return test ? passwords.testFirst() : passwords.first();
    }

    /** Signs ResultURL and OpStateExt. */
    String password2(boolean test) {
        return test ? passwords.testSecond() : passwords.second();
    }

    /** Signs refunds. */
    String password3() {
        return passwords.third();
    }

    Settings settings() {
        return settings;
    }

    Hashing hash() {
        return settings.hash();
    }

    void change(Settings newSettings) {
        settings = newSettings;
    }

    void restoreInitialSettings() {
        settings = initial;
    }

    void publishAt(String newPublicUrl) {
        publicUrl = newPublicUrl;
    }

    String publicUrl() {
        return publicUrl;
    }

    /** The hosted page of an invoice: it ends with InvId. */
    String checkoutUrl(Invoice invoice) {
        return publicUrl + "/checkout/" + Robokassa.NAME + "/" + invoice.id();
    }

    /** Robokassa's commission on a payment. */
    Money fee(Money amount) {
        var fee = BigDecimal.valueOf(amount.minor()).multiply(BigDecimal.valueOf(settings.feePercent())).movePointLeft(2);
        return amount.withMinor(fee.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** Checks MerchantLogin and SignatureValue. */
    void authenticate(Params params, Signature signature, boolean test) {
        if (!login.equals(params.text("MerchantLogin"))) {
            throw Refusal.unknownShop();
        }
        var given = params.text("SignatureValue");
        if (!signature.matches(given, hash(), password1(test), settings.lenientSignatures())) {
            throw Refusal.badSignature(signature.base(test ? "<test password 1>" : "<password 1>"), hash());
        }
    }
}
