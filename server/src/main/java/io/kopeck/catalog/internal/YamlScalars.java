package io.kopeck.catalog.internal;

import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the single values of a catalog file. What was written is never repeated in a problem: it may be a secret. */
final class YamlScalars {

    private static final int TITLE_MAX = 200;
    private static final int DESCRIPTION_MAX = 2000;
    private static final List<String> RECEIPT_MODES = List.of("full_prepayment", "partial_prepayment", "advance",
            "full_payment", "partial_payment", "credit", "credit_payment");
    private static final String UNITS = Arrays.stream(BillingInterval.Unit.values())
            .map(BillingInterval.Unit::wireName)
            .collect(Collectors.joining(", "));

    private static final String CURRENCIES =
            Arrays.stream(Currency.values()).map(Currency::name).collect(Collectors.joining(", "));

    private YamlScalars() {}

    static @Nullable String title(YamlValue value) {
        return text(value, 1, TITLE_MAX, false);
    }

    static @Nullable String description(YamlValue value) {
        return text(value, 0, DESCRIPTION_MAX, true);
    }

    static @Nullable ProductCode productCode(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        return ProductCode.isValid(text) ? new ProductCode(text) : value.wrong("is the code of a product");
    }

    /** A name such as {@code yookassa}. */
    static @Nullable String name(YamlValue value) {
        return matching(value, "[a-z][a-z0-9_-]{0,39}", "is 1 to 40 of a-z, 0-9, _ and -, beginning with a letter");
    }

    static @Nullable String role(YamlValue value) {
        return matching(value, "[a-z][a-z0-9_]{0,63}", "is a role: 1 to 64 of a-z, 0-9 and _, beginning with a letter");
    }

    static @Nullable String variable(YamlValue value) {
        return matching(value, "[A-Z][A-Z0-9_]{0,63}",
                "is the name of an environment variable, such as YOOKASSA_SHOP_ID, never the value itself");
    }

    static @Nullable ZoneId zone(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        return ZoneId.getAvailableZoneIds().contains(text)
                ? ZoneId.of(text)
                : value.wrong("is a time zone such as Europe/Moscow");
    }

    static @Nullable Currency currency(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        var currency = Currency.of(text);
        return currency.isPresent()
                ? currency.get()
                : value.wrong("is one of " + CURRENCIES);
    }

    static @Nullable Money money(YamlValue value, Currency currency) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        try {
            var money = Money.parse(text, currency);
            return money.isPositive() ? money : value.wrong("is more than zero");
        } catch (IllegalArgumentException e) {
            return value.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** An ISO-8601 duration in whole seconds, not negative; a day is 24 hours. */
    static @Nullable Duration duration(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        if (text.matches("P(?=.)(\\d{1,5}D)?(T(?=.)(\\d{1,6}H)?(\\d{1,7}M)?(\\d{1,8}S)?)?")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                // told below
            }
        }
        return value.wrong("is a duration such as P2D or PT1H");
    }

    /** A unit such as {@code week}, or {@code {unit: day, count: 14}}. */
    static @Nullable BillingInterval interval(YamlValue value) {
        if (!value.isMapping()) {
            var unit = unit(value);
            return unit == null ? null : BillingInterval.of(unit);
        }
        var keys = value.keys("unit", "count");
        if (keys == null) {
            return null;
        }
        var unit = keys.required("unit", YamlScalars::unit);
        var count = keys.required("count", number -> number.number(1, BillingInterval.COUNT_MAX));
        return unit == null || count == null ? null : new BillingInterval(unit, count);
    }

    static @Nullable TariffId tariffId(YamlValue value) {
        var text = matching(value, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "is a UUID in lower case");
        return text == null ? null : new TariffId(UUID.fromString(text));
    }

    /** The value of the enum whose lower-case name it is. */
    static <E extends Enum<E>> @Nullable E choice(YamlValue value, Class<E> type) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        return value.wrong("is one of " + Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    }

    static @Nullable String receiptMode(YamlValue value) {
        var text = value.plain();
        return text == null || RECEIPT_MODES.contains(text)
                ? text
                : value.wrong("is one of " + String.join(", ", RECEIPT_MODES));
    }

    static @Nullable String matching(YamlValue value, String pattern, String otherwise) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        return text.matches(pattern) ? text : value.wrong(otherwise);
    }

    private static BillingInterval.@Nullable Unit unit(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        var unit = BillingInterval.Unit.of(text);
        return unit.isPresent() ? unit.get() : value.wrong("is one of " + UNITS);
    }

    private static @Nullable String text(YamlValue value, int min, int max, boolean lines) {
        var text = value.text();
        if (text == null) {
            return null;
        }
        var stripped = text.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length < min || length > max) {
            return value.wrong("is a text of " + min + " to " + max + " characters");
        }
        boolean printable = stripped.codePoints().noneMatch(c -> Character.isISOControl(c) && !(lines && c == '\n'));
        if (!printable || !StandardCharsets.UTF_8.newEncoder().canEncode(stripped)) {
            return value.wrong("is a text without control characters");
        }
        return stripped;
    }
}
