package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes fiscal receipts (CloudKassir, CustomerReceipt; the tables of 54-FZ beside the numbers). */
final class CustomerReceipts {

    private static final int LABEL_LENGTH_MAX = 128;
    private static final int LINES_MAX = 100;
    private static final int UNKNOWN = -1;

    /** Our code for a receipt with an {@link #obstacle}. */
    static final String IMPOSSIBLE = "receipt_not_possible";

    private CustomerReceipts() {}

    /** Why this receipt cannot be written in the provider's words; null when it can, or when there is none. */
    static @Nullable String obstacle(@Nullable Receipt receipt) {
        if (receipt == null) {
            return null;
        }
        if (receipt.lines().isEmpty() || receipt.lines().size() > LINES_MAX) {
            return "a receipt has 1 to " + LINES_MAX + " lines";
        }
        for (var line : receipt.lines()) {
            if (method(line.mode()) == UNKNOWN) {
                return "no such payment mode: " + line.mode();
            }
            if (object(line.subject()) == UNKNOWN) {
                return "no such payment subject: " + line.subject();
            }
            if (line.vatCode() < 1 || line.vatCode() > 12) {
                return "no such VAT code: " + line.vatCode();
            }
        }
        return null;
    }

    /** Writes a receipt without an {@link #obstacle}; the money is paid now, so that all of it is electronic. */
    static ObjectNode toWire(Receipt receipt) {
        var wire = Json.object();
        var items = wire.putArray("Items");
        var total = Money.zero(receipt.lines().getFirst().unitPrice().currency());
        for (var line : receipt.lines()) {
            var amount = new Money(Math.multiplyExact(line.unitPrice().minor(), line.quantity()), line.unitPrice().currency());
            total = total.plus(amount);
            var item = items.addObject();
            item.put("Label", Words.shorten(line.description(), LABEL_LENGTH_MAX));
            item.put("Price", Bodies.decimal(line.unitPrice()));
            item.put("Quantity", line.quantity());
            item.put("Amount", Bodies.decimal(amount));
            item.put("Vat", vat(line.vatCode()));
            item.put("Method", method(line.mode()));
            item.put("Object", object(line.subject()));
        }
        if (receipt.taxSystem() != null) {
            wire.put("TaxationSystem", receipt.taxSystem() - 1);
        }
        if (receipt.email() != null) {
            wire.put("Email", receipt.email());
        }
        if (receipt.phone() != null) {
            wire.put("Phone", receipt.phone());
        }
        wire.putObject("Amounts").put("Electronic", Bodies.decimal(total));
        return wire;
    }

    /** The rate in per cent for a code as YooKassa counts; above 100 for a calculated one, null for none. */
    private static @Nullable Integer vat(int code) {
        return switch (code) {
            case 2 -> 0;
            case 3 -> 10;
            case 4 -> 20;
            case 5 -> 110;
            case 6 -> 120;
            case 7 -> 5;
            case 8 -> 7;
            case 9 -> 105;
            case 10 -> 107;
            case 11 -> 22;
            case 12 -> 122;
            default -> null;
        };
    }

    /** Tag 1214. */
    private static int method(String mode) {
        return switch (mode) {
            case "full_prepayment" -> 1;
            case "partial_prepayment" -> 2;
            case "advance" -> 3;
            case "full_payment" -> 4;
            case "partial_payment" -> 5;
            case "credit" -> 6;
            case "credit_payment" -> 7;
            default -> UNKNOWN;
        };
    }

    /** Tag 1212. */
    private static int object(String subject) {
        return switch (subject) {
            case "commodity" -> 1;
            case "excise" -> 2;
            case "job" -> 3;
            case "service" -> 4;
            case "intellectual_activity" -> 9;
            case "payment" -> 10;
            case "agent_commission" -> 11;
            case "another" -> 13;
            default -> UNKNOWN;
        };
    }
}
