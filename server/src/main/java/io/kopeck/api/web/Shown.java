package io.kopeck.api.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Amounts, moments and reasons as the pages show them, in Russian or in English. */
public final class Shown {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final DateTimeFormatter RUSSIAN = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.of("ru")).withZone(ZONE);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH).withZone(ZONE);
    private static final char FIXED_SPACE = '\u00a0';

    private Shown() {}

    /** {@code 99,99 ₽} or {@code 99.99 ₽}. */
    public static String money(String decimal, String currency, boolean ru) {
        return (ru ? decimal.replace('.', ',') : decimal) + FIXED_SPACE + (currency.equals("RUB") ? "₽" : currency);
    }

    /** As {@link #money}, without a fraction that is zero: {@code 100 ₽}. */
    public static String rounded(String decimal, String currency, boolean ru) {
        return money(decimal.replaceFirst("\\.0+$", ""), currency, ru);
    }

    /** In Moscow, whatever the machine's zone. */
    public static String moment(Instant instant, boolean ru) {
        return (ru ? RUSSIAN : ENGLISH).format(instant);
    }

    /** What the customer can do about a refusal; for reasons that say nothing, the general advice. */
    public static String advice(String declineCode, boolean ru) {
        return switch (declineCode) {
            case "insufficient_funds" -> ru ? "На карте не хватает денег. Пополните её или возьмите другую карту."
                    : "There is not enough money on the card. Top it up or use another one.";
            case "card_expired" -> ru ? "Срок действия карты истёк. Возьмите другую карту." : "The card has expired. Use another one.";
            case "invalid_csc", "invalid_card_number" -> ru ? "В данных карты ошибка. Проверьте их и попробуйте ещё раз."
                    : "Something in the card's details is wrong. Check them and try again.";
            case "3d_secure_failed" -> ru ? "Банк не подтвердил платёж. Попробуйте ещё раз или возьмите другую карту."
                    : "The bank did not confirm the payment. Try again or use another card.";
            case "payment_method_limit_exceeded" -> ru ? "Превышен лимит платежей по карте. Подождите или возьмите другую карту."
                    : "The card's limit is reached. Wait or use another card.";
            case "issuer_unavailable", "internal_timeout" -> ru ? "Банк сейчас не отвечает. Попробуйте чуть позже."
                    : "The bank does not answer at this moment. Try a little later.";
            case "expired_on_confirmation" -> ru ? "Время на оплату вышло. Начните оплату заново." : "The time to pay has run out. Begin again.";
            default -> ru ? "Попробуйте другую карту или обратитесь в свой банк." : "Try another card or ask your bank.";
        };
    }
}
