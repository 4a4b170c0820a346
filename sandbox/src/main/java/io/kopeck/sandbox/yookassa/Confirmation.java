package io.kopeck.sandbox.yookassa;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the merchant wants the customer to confirm (reference, 5.3). */
record Confirmation(String type, @Nullable String returnUrl, @Nullable String locale, @Nullable Boolean enforce) {

    static final String REDIRECT = "redirect";

    private static final Set<String> TYPES = Set.of(REDIRECT, "embedded", "qr", "external", "mobile_application");
    private static final Set<String> LOCALES = Set.of("ru_RU", "en_US");

    static @Nullable Confirmation fromWire(Fields body) {
        var given = body.object("confirmation");
        if (given == null) {
            return null;
        }
        var type = given.requiredText("type", 32);
        if (!TYPES.contains(type)) {
            throw given.bad("type", "Unknown value");
        }
        if (type.equals("qr")) {
            throw ApiError.invalid(null, "Payment method is not available");
        }
        boolean returns = type.equals(REDIRECT) || type.equals("mobile_application");
        var returnUrl = returns ? given.requiredText("return_url", 2048) : given.text("return_url", 2048);
        if (returnUrl != null && !isAddress(returnUrl)) {
            throw given.bad("return_url", "Must be an absolute URL");
        }
        return new Confirmation(type, returnUrl, given.oneOf("locale", LOCALES), given.flag("enforce"));
    }

    /** App links (tg://…) are fine; addresses that run something in the browser are not. */
    private static boolean isAddress(String text) {
        try {
            var scheme = new URI(text).getScheme();
            return scheme != null && !Set.of("javascript", "data", "vbscript", "blob", "file").contains(scheme.toLowerCase(java.util.Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
