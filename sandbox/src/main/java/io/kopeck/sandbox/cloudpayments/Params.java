package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a request, from a form or from JSON, whatever the case of their names (reference, 1). What is wrong
 * with them is collected, and {@link #check} refuses the request with all of it.
 */
final class Params {

    private static final BigDecimal AMOUNT_MAX = new BigDecimal("9999999999.99");
    /** Zones as the provider abbreviates them; a parameter that the reference names only by example. */
    private static final Map<String, ZoneId> ZONES = Map.of("UTC", ZoneOffset.UTC, "GMT", ZoneOffset.UTC, "MSK", ZoneId.of("Europe/Moscow"),
            "SAMT", ZoneId.of("Europe/Samara"), "YEKT", ZoneId.of("Asia/Yekaterinburg"), "NOVT", ZoneId.of("Asia/Novosibirsk"),
            "KRAT", ZoneId.of("Asia/Krasnoyarsk"), "IRKT", ZoneId.of("Asia/Irkutsk"), "YAKT", ZoneId.of("Asia/Yakutsk"), "VLAT", ZoneId.of("Asia/Vladivostok"));

    private final Map<String, JsonNode> values;
    private final Set<String> problems = new LinkedHashSet<>();

    private Params(Map<String, JsonNode> values) {
        this.values = values;
    }

    /** Null when the body is not what its content type, in lower case, says. */
    static @Nullable Params of(String type, byte[] body) {
        if (body.length == 0) {
            return new Params(Map.of());
        }
        if (type.startsWith("application/json")) {
            try {
                return Json.MAPPER.readTree(body) instanceof ObjectNode object ? ofObject(object) : null;
            } catch (JacksonException e) {
                return null;
            }
        }
        return type.startsWith("application/x-www-form-urlencoded") ? ofForm(new String(body, StandardCharsets.UTF_8)) : null;
    }

    private static Params ofObject(ObjectNode object) {
        var values = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(field -> values.putIfAbsent(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return new Params(values);
    }

    /** A name that comes several times, or with an index in brackets, makes a list. */
    private static @Nullable Params ofForm(String form) {
        var lists = new LinkedHashMap<String, List<String>>();
        for (var pair : form.split("&")) {
            int equals = pair.indexOf('=');
            try {
                var name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                var value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                lists.computeIfAbsent(name.toLowerCase(Locale.ROOT).replaceAll("\\[\\d*]$", ""), _ -> new ArrayList<>(1)).add(value);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        var values = new LinkedHashMap<String, JsonNode>();
        lists.forEach((name, list) -> values.put(name, Json.MAPPER.valueToTree(list.size() == 1 ? list.getFirst() : list)));
        return new Params(values);
    }

    @Nullable JsonNode raw(String name) {
        var value = values.get(name.toLowerCase(Locale.ROOT));
        return value == null || value.isNull() || (value.isString() && value.stringValue().isEmpty()) ? null : value;
    }

    /** Numbers are taken for text: an InvoiceId may come as either. */
    @Nullable String text(String name) {
        var value = raw(name);
        if (value != null && !value.isValueNode()) {
            problem(name + " is invalid");
            return null;
        }
        return value == null ? null : value.asString();
    }

    String requiredText(String name) {
        var text = text(name);
        if (text == null) {
            problem(name + " is required");
            return "";
        }
        return text;
    }

    boolean flag(String name) {
        var text = text(name);
        if (text != null && !Set.of("true", "false", "1", "0").contains(text.toLowerCase(Locale.ROOT))) {
            problem(name + " is invalid");
        }
        return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
    }

    /** A fraction is rounded without a word (reference, 1). */
    @Nullable Long whole(String name) {
        var number = number(name);
        if (number == null) {
            return null;
        }
        var rounded = number.setScale(0, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(new BigDecimal("1e18")) >= 0) {
            problem(name + " is invalid");
            return null;
        }
        return rounded.longValueExact();
    }

    long requiredWhole(String name) {
        var number = whole(name);
        if (number == null) {
            problem(name + " is required");
            return 0;
        }
        return number;
    }

    private @Nullable BigDecimal number(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= 40 && text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,2})?")) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(name + " is invalid");
        return null;
    }

    /** A sum of money in the terminal's currency, which is the default of Currency too. */
    Money amount() {
        var currency = text("Currency");
        if (currency != null && !currency.equals(Terminal.CURRENCY)) {
            problem("Currency is not supported");
        }
        var amount = number("Amount");
        if (amount == null || amount.signum() == 0) {
            problem("Amount is required");
        }
        if (amount != null && amount.compareTo(new BigDecimal("0.01")) < 0) {
            problem("Amount value is too small");
        }
        if (amount != null && (amount.stripTrailingZeros().scale() > 2 || amount.compareTo(AMOUNT_MAX) > 0)) {
            problem("Amount is invalid");
        }
        check();
        return new Money(amount == null ? 0 : amount.movePointRight(2).longValueExact(), Terminal.CURRENCY);
    }

    /** JSON as text; the parameter may be an object, or a string with one. */
    @Nullable String json(String name) {
        var value = raw(name);
        return value == null ? null : value.isString() ? value.stringValue() : value.toString();
    }

    List<String> texts(String name) {
        var value = raw(name);
        if (value == null) {
            return List.of();
        }
        return value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : List.of(value.asString());
    }

    ZoneId zone() {
        var name = text("TimeZone");
        var zone = name == null ? ZoneOffset.UTC : ZONES.get(name.toUpperCase(Locale.ROOT));
        if (zone == null) {
            problem("TimeZone is invalid");
            return ZoneOffset.UTC;
        }
        return zone;
    }

    /** With an offset, or in the zone of TimeZone. */
    @Nullable Instant moment(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})$") ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.contains("T") ? text : text + "T00:00:00").atZone(zone()).toInstant();
        } catch (DateTimeException e) {
            problem(name + " is invalid");
            return null;
        }
    }

    Instant requiredMoment(String name) {
        var moment = moment(name);
        if (moment == null) {
            problem(name + " is required");
            return Instant.EPOCH;
        }
        return moment;
    }

    /** Pages count from 1. */
    long page(boolean required) {
        var page = whole("PageNumber");
        if (page == null && required) {
            problem("PageNumber is required");
        }
        if (page != null && (page < 1 || page > 1_000_000)) {
            problem("PageNumber is invalid");
        }
        return page == null ? 1 : Math.max(1, page);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Refuses the request when something was wrong with it. */
    void check() {
        if (!problems.isEmpty()) {
            throw Refusal.because(String.join("; ", problems));
        }
    }

    /** The text a fault's match is looked for in. */
    String subject() {
        return values.values().stream().map(value -> value.isString() ? value.stringValue() : value.toString())
                .reduce("", (a, b) -> a + "\n" + b);
    }
}
