package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fiscal receipts (54-FZ, reference 11): those that ride in payments and refunds, and those asked for on their own. The
 * cash register of the sandbox prints {@link #PRINTING} after it was asked.
 */
final class Receipts {

    static final String INCOME = "Income";
    static final String INCOME_RETURN = "IncomeReturn";
    static final Duration PRINTING = Duration.ofSeconds(1);

    /** The taxpayer of receipts that ride in payments. */
    private static final String INN = "7708806062";
    private static final Set<String> TYPES = Set.of(INCOME, INCOME_RETURN, "Expense", "ExpenseReturn");
    private static final Set<Integer> OLD_VATS = Set.of(0, 5, 7, 10, 20, 105, 107, 110, 120);
    private static final Set<Integer> NEW_VATS = Set.of(0, 5, 7, 10, 22, 105, 107, 110, 122);
    private static final LocalDate NEW_VAT_FROM = LocalDate.of(2026, 1, 1);
    private static final int ITEMS_MAX = 100;
    private static final String[] SUMS = {"Electronic", "AdvancePayment", "Credit", "Provision", "Cash"};

    /** A refused receipt: the code and the words (reference, 11). */
    private record Trouble(int code, String message) {}

    /** What was found in a receipt; {@code electronic} is the part that is paid now. */
    private record Sums(long totalMinor, long electronicMinor, @Nullable Trouble trouble) {
        static Sums bad(int code, String message) {
            return new Sums(0, 0, new Trouble(code, message));
        }
    }

    private final TerminalState state;
    private final Terminal terminal;

    Receipts(TerminalState state, Terminal terminal) {
        this.state = state;
        this.terminal = terminal;
    }

    static String localUrl(String id) {
        return "https://receipts.ru/" + id;
    }

    /**
     * The receipt that rides in a payment or refund of {@code sumMinor}; null when there is none.
     *
     * @throws Refusal when it breaks the rules, or is missing where the terminal demands it
     */
    @Nullable JsonNode checked(@Nullable String jsonData, long sumMinor, Instant now) {
        var receipt = JsonData.receipt(jsonData);
        if (receipt == null) {
            if (terminal.settings().fiscalization()) {
                throw Refusal.because("CustomerReceipt is required");
            }
            return null;
        }
        var sums = sums(receipt, now);
        if (sums.trouble() != null) {
            throw Refusal.because("CustomerReceipt: " + sums.trouble().message());
        }
        if (sums.electronicMinor() != sumMinor) {
            throw Refusal.because("CustomerReceipt: the sum paid differs from the amount of the operation");
        }
        return receipt;
    }

    /** Prints the receipt that came with an operation; nothing when there is none. */
    void issue(Change change, @Nullable JsonNode receipt, String type, Transaction transaction) {
        if (receipt != null) {
            change.put(new Receipt(Ids.receipt(), state.nextNumber(), INN, type, transaction.terms().invoiceId(), transaction.terms().accountId(),
                    transaction.number(), receipt, sums(receipt, change.now()).totalMinor(), change.now(), change.now().plus(PRINTING), false, null));
        }
    }

    /** A receipt asked for on its own: put in the queue, or what is wrong with it. */
    sealed interface Asked {
        record Queued(Receipt receipt) implements Asked {}

        record Refused(ObjectNode answer) implements Asked {}
    }

    /** @param fault makes the register fail, or take its time; null for neither */
    Asked create(Change change, Params params, @Nullable Fault fault) {
        var inn = params.text("Inn");
        var type = params.text("Type");
        var content = params.raw("CustomerReceipt");
        if (inn == null || !inn.matches("\\d{10}|\\d{12}")) {
            return refused(11, "Не указан ИНН");
        }
        if (type == null || !TYPES.contains(type) || content == null || !content.isObject()) {
            return refused(26, "Отсутствуют обязательные данные");
        }
        var sums = sums(content, change.now());
        if (sums.trouble() != null) {
            return refused(sums.trouble().code(), sums.trouble().message());
        }
        var printing = fault != null && fault.kind() == FaultKind.PENDING
                ? Duration.ofMillis(fault.delayMsOr(Duration.ofHours(1).toMillis())) : PRINTING;
        return new Asked.Queued(change.put(new Receipt(Ids.receipt(), state.nextNumber(), inn, type, params.text("InvoiceId"), params.text("AccountId"),
                null, content, sums.totalMinor(), change.now(), change.now().plus(printing), fault != null && fault.kind() == FaultKind.RECEIPT_CANCELED, null)));
    }

    private static Asked refused(int code, String message) {
        var answer = Json.object();
        answer.putObject("Model").put("ErrorCode", code);
        return new Asked.Refused(answer.putNull("InnerResult").put("Success", false).put("Message", message));
    }

    /** Finishes what is due; nothing is told of what could not be printed. */
    void print(Change change, Receipt receipt) {
        var printed = change.put(receipt.processed(change.now()));
        if (printed.broken()) {
            return;
        }
        var of = receipt.transactionNumber();
        change.tell(Notices.RECEIPT, receipt.id(), of == null ? null : Long.toString(of), Notices.of(Notices.RECEIPT, printed));
    }

    private static Sums sums(JsonNode receipt, Instant now) {
        var items = field(receipt, "Items");
        if (items == null || !items.isArray() || items.isEmpty()) {
            return Sums.bad(12, "no items");
        }
        if (items.size() > ITEMS_MAX) {
            return Sums.bad(27, "more than " + ITEMS_MAX + " items");
        }
        var total = BigDecimal.ZERO;
        for (var item : items) {
            var label = field(item, "Label");
            var price = number(field(item, "Price"));
            var quantity = number(field(item, "Quantity"));
            var amount = number(field(item, "Amount"));
            if (label == null || label.asString("").isBlank() || price == null || quantity == null || amount == null) {
                return Sums.bad(26, "an item lacks its label, price, quantity or amount");
            }
            if (price.signum() < 0 || amount.signum() < 0 || quantity.signum() <= 0 || !isVat(item, now)) {
                return Sums.bad(27, "an item has a negative sum, no quantity, or an unknown VAT");
            }
            if (price.stripTrailingZeros().scale() > 2 || amount.stripTrailingZeros().scale() > 2) {
                return Sums.bad(23, "more than two decimals");
            }
            total = total.add(amount);
        }
        if (total.signum() <= 0 || total.precision() - total.scale() > 13) {
            return Sums.bad(27, "the total must be greater than zero");
        }
        var email = field(receipt, "Email");
        if (email != null && !email.asString("").matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            return Sums.bad(24, "wrong e-mail");
        }
        return paid(receipt, total);
    }

    private static Sums paid(JsonNode receipt, BigDecimal total) {
        long totalMinor = total.movePointRight(2).longValueExact();
        var amounts = field(receipt, "Amounts");
        if (amounts == null) {
            return new Sums(totalMinor, totalMinor, null);
        }
        var sum = BigDecimal.ZERO;
        var electronic = BigDecimal.ZERO;
        for (var name : SUMS) {
            var part = number(field(amounts, name));
            if (part != null && (part.signum() < 0 || part.stripTrailingZeros().scale() > 2)) {
                return Sums.bad(23, "a sum is negative or has more than two decimals");
            }
            sum = sum.add(part == null ? BigDecimal.ZERO : part);
            electronic = name.equals("Electronic") && part != null ? part : electronic;
        }
        int compared = sum.compareTo(total);
        if (compared != 0) {
            return Sums.bad(compared < 0 ? 13 : 14, "the sum of payments is " + (compared < 0 ? "below" : "above") + " the total of items");
        }
        return new Sums(totalMinor, electronic.movePointRight(2).longValueExact(), null);
    }

    /** The field must be there, be it null: no VAT. The rates changed with the year, by Moscow time. */
    private static boolean isVat(JsonNode item, Instant now) {
        var vat = item.properties().stream().filter(field -> field.getKey().equalsIgnoreCase("Vat")).map(Map.Entry::getValue).findFirst().orElse(null);
        if (vat == null || vat.isNull()) {
            return vat != null;
        }
        var rate = number(vat);
        boolean old = LocalDate.ofInstant(now, ZoneOffset.ofHours(3)).isBefore(NEW_VAT_FROM);
        return rate != null && rate.stripTrailingZeros().scale() <= 0 && rate.abs().compareTo(new BigDecimal(1_000)) < 0
                && (old ? OLD_VATS : NEW_VATS).contains(rate.intValueExact());
    }

    private static @Nullable JsonNode field(JsonNode node, String name) {
        return node.properties().stream().filter(field -> field.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                .filter(value -> !value.isNull()).findFirst().orElse(null);
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode node) {
        try {
            return node == null || !(node.isNumber() || node.isString()) || node.asString().length() > 30 ? null : new BigDecimal(node.asString());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
