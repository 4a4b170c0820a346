package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the answers of the XML interface as they were captured (reference, 7). */
final class Xml {

    private static final String NAMESPACE = "http://merchant.roboxchange.com/WebService/";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx");

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    private int depth;

    private Xml() {}

    /** An answer without content: what went wrong. */
    static String failed(String root, int code, String description) {
        return new Xml().open(root + namespace()).open("Result").leaf("Code", Integer.toString(code)).leaf("Description", description).close("Result")
                .close(root).toString();
    }

    static String operation(Invoice invoice, Money fee, Instant now) {
        var xml = new Xml().open("OperationStateResponse" + namespace()).ok();
        xml.open("State").leaf("Code", Integer.toString(invoice.state().code())).leaf("RequestDate", date(now)).leaf("StateDate", date(invoice.stateAt()))
                .close("State");
        var method = invoice.method() != null ? invoice.method() : invoice.terms().sbp() ? Method.sbp() : null;
        xml.open("Info").leaf("IncCurrLabel", method == null ? Method.CARD : method.code()).leaf("IncSum", invoice.amount().decimal());
        if (method != null && method.account() != null) {
            xml.leaf("IncAccount", method.account());
        }
        xml.open("PaymentMethod").leaf("Code", method == null ? Method.CARD : method.code()).close("PaymentMethod")
                .leaf("OutCurrLabel", invoice.amount().currency()).leaf("OutSum", Money.decimal(invoice.amount().minor() - fee.minor()))
                .leaf("OpKey", invoice.opKey());
        if (method != null && method.rrn() != null) {
            xml.leaf("BankCardRRN", method.rrn());
        }
        xml.close("Info");
        userFields(xml, invoice.terms().shp());
        return xml.close("OperationStateResponse").toString();
    }

    private static void userFields(Xml xml, Map<String, String> shp) {
        if (shp.isEmpty()) {
            return;
        }
        xml.open("UserField");
        new TreeMap<>(shp).forEach((name, value) -> xml.open("Field").leaf("Name", name).leaf("Value", value).close("Field"));
        xml.close("UserField");
    }

    static String currencies(boolean english) {
        return new Xml().open("CurrenciesList" + namespace()).ok().open("Groups")
                .open("Group Code=\"BankCard\" Description=\"" + (english ? "Bank card" : "Банковской картой") + "\"").open("Items")
                .line("<Currency Label=\"BankCardPSR\" Alias=\"BankCard\" Name=\"" + (english ? "Bank card" : "Банковская карта") + "\"/>")
                .close("Items").close("Group")
                .open("Group Code=\"SBP\" Description=\"" + (english ? "SBP" : "СБП") + "\"").open("Items")
                .line("<Currency Label=\"SBPPSR\" Alias=\"SBP\" Name=\"" + (english ? "SBP" : "СБП") + "\" MaxValue=\"1000000\"/>")
                .close("Items").close("Group").close("Groups").close("CurrenciesList").toString();
    }

    static String methods(boolean english) {
        var xml = new Xml().open("PaymentMethodsList" + namespace()).ok().open("Methods");
        var rows = List.of(Map.entry("BankCard", english ? "Bank card" : "Банковская карта"), Map.entry("SBP", english ? "SBP" : "СБП"));
        rows.forEach(row -> xml.line("<Method Code=\"" + row.getKey() + "\" Description=\"" + row.getValue() + "\" />"));
        return xml.close("Methods").close("PaymentMethodsList").toString();
    }

    static String outSum(Money sum) {
        return new Xml().open("CalcSummsResponse" + namespace()).ok().leaf("OutSum", sum.decimal()).close("CalcSummsResponse").toString();
    }

    /** Seven decimals of a second, Moscow time. */
    static String date(Instant at) {
        return DATE.format(at.atOffset(Checkout.MOSCOW));
    }

    private static String namespace() {
        return " xmlns=\"" + NAMESPACE + "\"";
    }

    private Xml ok() {
        return open("Result").leaf("Code", "0").close("Result");
    }

    private Xml open(String tag) {
        line("<" + tag + ">");
        depth++;
        return this;
    }

    private Xml close(String tag) {
        depth--;
        return line("</" + tag + ">");
    }

    private Xml leaf(String name, @Nullable String value) {
        return line("<" + name + ">" + escaped(value == null ? "" : value) + "</" + name + ">");
    }

    private Xml line(String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
