package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.kernel.Money;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a notification, as texts: identifiers keep their leading zeros. An empty field is a missing one
 * (Notifications, Fields).
 */
record Fields(Map<String, String> values) {

    /** More than any kind of notification has. */
    private static final int FIELDS_MAX = 200;

    /** The fields of a URL-encoded text; null when it is none, or names a field twice. */
    static @Nullable Fields ofForm(String text) {
        var values = new HashMap<String, String>();
        var pairs = text.split("&", FIELDS_MAX + 1);
        if (pairs.length > FIELDS_MAX) {
            return null;
        }
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return null;
            }
            var name = Signature.decode(pair.substring(0, equals));
            var value = Signature.decode(pair.substring(equals + 1));
            if (name == null || value == null || values.put(name, value) != null) {
                return null;
            }
        }
        return new Fields(values);
    }

    /** The fields of a JSON object; null when the text is none. What is neither text nor number is left out. */
    static @Nullable Fields ofJson(String text) {
        var json = Json.read(text);
        if (json == null || json.size() > FIELDS_MAX) {
            return null;
        }
        var values = new HashMap<String, String>();
        json.properties().forEach(field -> {
            var value = field.getValue().isObject() ? Json.write(field.getValue()) : Json.text(field.getValue());
            if (value != null) {
                values.put(field.getKey(), value);
            }
        });
        return new Fields(values);
    }

    @Nullable String text(String name) {
        var value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Which of our charges it is about; null when it is none. */
    @Nullable Invoice invoice() {
        var invoice = Invoice.fromWire(text("InvoiceId"));
        if (invoice != null || text("InvoiceId") != null) {
            return invoice;
        }
        var data = Json.read(values.getOrDefault("Data", ""));
        var payment = data == null ? null : Json.uuid(data, Bodies.PAYMENT_ID);
        var attempt = data == null ? null : Json.digits(data, Bodies.ATTEMPT, 1, 3);
        return payment == null || attempt == null ? null : Invoice.fromWire(payment + "-" + attempt);
    }

    /** The amount; roubles where no currency is told, which is the provider's default (Card payments). */
    @Nullable Money amount() {
        var currency = text("Currency");
        return Json.money(text("Amount"), currency == null ? "RUB" : currency);
    }
}
