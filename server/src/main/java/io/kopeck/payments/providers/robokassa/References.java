package io.kopeck.payments.providers.robokassa;

import io.kopeck.payments.spi.ChargeRequest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Our references in the fields that Robokassa gives back. The names differ in small letters only, so that every way of
 * sorting them is the same; the values need no encoding and hold no colon, so that every way of signing them is the same.
 *
 * @param paymentId null when the fields name none
 * @param attempt null when the fields name none
 */
record References(@Nullable UUID paymentId, @Nullable Integer attempt) {

    private static final String PREFIX = "shp_";
    private static final String ATTEMPT = "Shp_attempt";
    private static final String PAYMENT = "Shp_payment";
    private static final String TELEGRAM_USER = "Shp_telegram_user_id";

    /** The fields to send, sorted by name as they are signed. */
    static SortedMap<String, String> toWire(ChargeRequest request) {
        var fields = new TreeMap<>(Map.of(
                ATTEMPT, String.valueOf(request.attempt()), PAYMENT, request.paymentId().toString()));
        if (request.payer().telegramUserId() != null) {
            fields.put(TELEGRAM_USER, request.payer().telegramUserId().toString());
        }
        return fields;
    }

    /** Reads fields by names whose case does not matter. */
    static References fromWire(Map<String, String> fields) {
        var own = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        own.putAll(fields);
        return new References(uuid(own.get(PAYMENT)), number(own.get(ATTEMPT)));
    }

    /** Whose fields these are: all with the prefix in any case, sorted by name, the names as they came. */
    static SortedMap<String, String> among(Map<String, String> fields) {
        var own = new TreeMap<String, String>();
        fields.forEach((name, value) -> {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,5}") ? Integer.valueOf(text) : null;
    }
}
