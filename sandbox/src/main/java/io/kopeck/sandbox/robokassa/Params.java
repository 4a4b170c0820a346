package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.http.Call;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, from the query and the form together, after one form decode. Names are found in any
 * case, as shops write IsTest and isTest, InvId and invoiceID; Shp_ names keep theirs.
 */
final class Params {

    private static final Pattern SUM = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

    private final Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> shp = new TreeMap<>();

    private Params(Map<String, String> query, Map<String, String> form) {
        query.forEach(this::take);
        form.forEach(this::take);
    }

    static Params of(Call call) {
        return new Params(call.queryFields(), call.method().equals("POST") ? call.formFields() : Map.of());
    }

    private void take(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).startsWith("shp_")) {
            shp.putIfAbsent(name, value);
        }
        byName.putIfAbsent(name, value);
    }

    /** The first of these parameters that is there; empty counts as absent. */
    @Nullable String text(String... names) {
        for (var name : names) {
            var value = byName.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    String textOr(String otherwise, String... names) {
        var text = text(names);
        return text == null ? otherwise : text;
    }

    boolean isTrue(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** The merchant's own fields, by name in ascending order. */
    Map<String, String> shp() {
        return shp;
    }

    /** The text that is signed after the password: {@code :Shp_a=1:Shp_b=2}. */
    static String shpSuffix(Map<String, String> shp, boolean ignoringCase) {
        var order = ignoringCase ? String.CASE_INSENSITIVE_ORDER : Comparator.<String>naturalOrder();
        return shp.entrySet().stream().sorted(Map.Entry.comparingByKey(order))
                .map(entry -> ":" + entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining());
    }

    String sumText() {
        return textOr("", "OutSum");
    }

    /** OutSum, in roubles unless OutSumCurrency says otherwise. */
    Money sum() {
        var currency = textOr("RUB", "OutSumCurrency").toUpperCase(Locale.ROOT);
        if (!currency.matches("RUB|USD|EUR|KZT")) {
            throw Refusal.technical("OutSumCurrency must be USD, EUR or KZT");
        }
        return new Money(minor(sumText()), currency);
    }

    static long minor(String sum) {
        if (!SUM.matcher(sum).matches()) {
            throw Refusal.badSum("OutSum must be a number with a dot, such as 990.00");
        }
        var minor = new BigDecimal(sum).movePointRight(2).stripTrailingZeros();
        if (minor.scale() > 0 || minor.signum() <= 0) {
            throw Refusal.badSum("OutSum must be more than zero, in whole kopecks");
        }
        return minor.longValueExact();
    }

    /** InvId by any of its names; 0 when it is absent. */
    long number() {
        var text = textOr("0", "InvId", "InvoiceID");
        if (!NUMBER.matcher(text).matches() || new BigDecimal(text).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw Refusal.badNumber("InvId must be a number from 1 to 9223372036854775807");
        }
        return Long.parseLong(text);
    }

    /** InvId as it was sent, for the signature. */
    String numberText() {
        return textOr("", "InvId", "InvoiceID");
    }
}
