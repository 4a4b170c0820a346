package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.engine.Money;

/** Sums as people read them: "1 299,00 ₽" or "₽1,299.00". */
final class Amounts {

    private static final String NARROW_SPACE = "\u202f";
    private static final String NO_BREAK_SPACE = "\u00a0";

    private Amounts() {}

    static String format(Money money, Texts texts) {
        var sign = money.currency().equals("RUB") ? "₽" : money.currency();
        var whole = Long.toString(money.minor() / 100);
        var cents = String.valueOf(100 + money.minor() % 100).substring(1);
        return switch (texts) {
            case RU -> grouped(whole, NARROW_SPACE) + "," + cents + NO_BREAK_SPACE + sign;
            case EN -> sign + (sign.length() > 1 ? NO_BREAK_SPACE : "") + grouped(whole, ",") + "." + cents;
        };
    }

    private static String grouped(String digits, String separator) {
        var out = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            out.insert(i, separator);
        }
        return out.toString();
    }
}
