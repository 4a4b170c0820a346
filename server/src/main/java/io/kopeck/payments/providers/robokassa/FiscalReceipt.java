package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fiscal receipt as the {@code Receipt} field and as a refund's items (Robokassa, Receipt; 54-FZ, VAT codes). The text is
 * made once and both signed and sent: amounts keep their two digits, nothing is written anew in between.
 */
final class FiscalReceipt {

    private static final int NAME_LENGTH_MAX = 128;
    private static final int LINES_MAX = 100;

    private FiscalReceipt() {}

    /**
     * The {@code Receipt} field.
     *
     * @throws UnspeakableReceipt when it cannot be said in Robokassa's words
     */
    static String toWire(Receipt receipt) {
        var json = Json.object();
        describe(json, receipt, null);
        return Json.write(json);
    }

    /**
     * Adds tax system and lines, in their own payment mode or all in this one.
     *
     * @throws UnspeakableReceipt as {@link #toWire}
     */
    static void describe(ObjectNode json, Receipt receipt, @Nullable String mode) {
        checkLength(receipt);
        if (receipt.taxSystem() != null) {
            json.put("sno", taxSystem(receipt.taxSystem()));
        }
        var items = json.putArray("items");
        for (var line : receipt.lines()) {
            items.addObject()
                    .put("name", Words.shorten(line.description(), NAME_LENGTH_MAX))
                    .put("quantity", line.quantity())
                    .put("sum", sum(line))
                    .put("payment_method", mode == null ? mode(line.mode()) : mode)
                    .put("payment_object", subject(line.subject()))
                    .put("tax", tax(line.vatCode()));
        }
    }

    /**
     * The {@code InvoiceItems} of a refund.
     *
     * @throws UnspeakableReceipt as {@link #toWire}
     */
    static ArrayNode items(Receipt receipt) {
        checkLength(receipt);
        var items = Json.array();
        for (var line : receipt.lines()) {
            items.addObject()
                    .put("Name", Words.shorten(line.description(), NAME_LENGTH_MAX))
                    .put("Quantity", line.quantity())
                    .put("Cost", decimal(line.unitPrice()))
                    .put("Tax", tax(line.vatCode()))
                    .put("PaymentMethod", mode(line.mode()))
                    .put("PaymentObject", subject(line.subject()));
        }
        return items;
    }

    static BigDecimal decimal(Money money) {
        return new BigDecimal(money.decimal());
    }

    private static BigDecimal sum(Receipt.Line line) {
        return decimal(line.unitPrice()).multiply(BigDecimal.valueOf(line.quantity()));
    }

    private static void checkLength(Receipt receipt) {
        if (receipt.lines().isEmpty() || receipt.lines().size() > LINES_MAX) {
            throw new UnspeakableReceipt("a receipt has 1 to " + LINES_MAX + " lines");
        }
    }

    private static String taxSystem(int code) {
        return switch (code) {
            case 1 -> "osn";
            case 2 -> "usn_income";
            case 3 -> "usn_income_outcome";
            case 5 -> "esn";
            case 6 -> "patent";
            default -> throw new UnspeakableReceipt("no tax system has the code " + code);
        };
    }

    private static String tax(int code) {
        return switch (code) {
            case 1 -> "none";
            case 2 -> "vat0";
            case 3 -> "vat10";
            case 4 -> "vat20";
            case 5 -> "vat110";
            case 6 -> "vat120";
            case 7 -> "vat5";
            case 8 -> "vat7";
            case 9 -> "vat105";
            case 10 -> "vat107";
            case 11 -> "vat22";
            case 12 -> "vat122";
            default -> throw new UnspeakableReceipt("no VAT rate has the code " + code);
        };
    }

    private static String mode(String mode) {
        return switch (mode) {
            case "partial_prepayment" -> "prepayment";
            case "full_prepayment", "prepayment", "advance", "full_payment", "partial_payment", "credit", "credit_payment" -> mode;
            default -> throw new UnspeakableReceipt("there is no such payment mode");
        };
    }

    private static String subject(String subject) {
        return switch (subject) {
            case "non_operating_gain" -> "non-operating_gain";
            case "commodity", "excise", "job", "service", "gambling_bet", "gambling_prize", "lottery", "lottery_prize",
                    "intellectual_activity", "payment", "agent_commission", "composite", "resort_fee", "another",
                    "property_right", "insurance_premium", "sales_tax" -> subject;
            default -> throw new UnspeakableReceipt("there is no such payment subject");
        };
    }
}
