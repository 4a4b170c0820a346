package io.kopeck.identity;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plausible e-mail address in its one stored form: lower case, the domain in ASCII. {@code toString} is masked, so
 * that an address cannot reach a log by accident.
 */
public record EmailAddress(String value) {

    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_LENGTH_MAX = 64;
    private static final Pattern LOCAL = Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])");

    public EmailAddress {
        if (!isNormal(value)) {
            throw new IllegalArgumentException("not an e-mail address in its stored form");
        }
    }

    /** Reads what a person typed; empty when it cannot be an address. */
    public static Optional<EmailAddress> parse(String typed) {
        var text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > 2 * LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            var domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            var normal = (text.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
            return isNormal(normal) ? Optional.of(new EmailAddress(normal)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isNormal(String value) {
        int at = value.lastIndexOf('@');
        return at >= 1
                && at <= LOCAL_LENGTH_MAX
                && value.length() <= LENGTH_MAX
                && LOCAL.matcher(value.substring(0, at)).matches()
                && DOMAIN.matcher(value.substring(at + 1)).matches();
    }

    @Override
    public String toString() {
        return "****@****";
    }
}
