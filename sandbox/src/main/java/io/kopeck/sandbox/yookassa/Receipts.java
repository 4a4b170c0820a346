package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fiscal receipts (54-FZ, reference 10): those inside payments and refunds, and those sent on their own. A test shop
 * imitates fiscalization; here a receipt is registered {@link #REGISTRATION} after it was due.
 */
final class Receipts {

    static final Duration REGISTRATION = Duration.ofSeconds(1);
    private static final int PER_OBJECT_MAX = 30;
    private static final int ITEMS_MAX = 100;
    private static final Set<String> SETTLEMENT_TYPES = Set.of("cashless", "prepayment", "postpayment", "consideration");

    private final ShopState state;
    private final Shop shop;
    private final Faults faults;

    Receipts(ShopState state, Shop shop, Faults faults) {
        this.state = state;
        this.shop = shop;
        this.faults = faults;
    }

    /** The receipt to keep with a payment or refund of {@code sumMinor}: null when the shop registers none. */
    @Nullable JsonNode checked(@Nullable JsonNode receipt, long sumMinor, boolean required) {
        if (!shop.settings().fiscalization() || (receipt == null && !required)) {
            return null;
        }
        if (receipt == null || !receipt.isObject() || !hasCustomer(receipt) || sum(receipt.get("items")) != sumMinor) {
            throw ApiError.badReceipt();
        }
        return receipt;
    }

    /** Starts the registration of the receipt that came with a payment or refund. */
    void register(Change change, JsonNode receipt, Payment payment, @Nullable String refundId) {
        var fate = fate(change, payment);
        change.put(new Receipt(Ids.receipt(change.now()), state.nextSeq(), refundId == null ? "payment" : "refund", payment.id(), refundId,
                true, "pending", receipt.get("items"), null, taxSystem(receipt), change.now(), fate.at(), fate.refused(), null));
    }

    Receipt create(Change change, Fields body) {
        state.checkRoomFor(state.receipts, "receipts");
        var type = body.oneOf("type", Set.of("payment", "refund"));
        if (type == null) {
            throw body.bad("type", "Required parameter is missing");
        }
        var paymentId = body.text("payment_id", 64);
        var refundId = body.text("refund_id", 64);
        if ((paymentId == null) == (refundId == null)) {
            throw body.bad("payment_id", "Specify either payment_id or refund_id");
        }
        if (paymentId != null) {
            change.payment(paymentId);
        } else if (state.refunds.find(refundId) == null) {
            throw body.bad("refund_id", "Incorrect refund_id. Refund doesn't exist or access denied");
        }
        var customer = body.requiredObject("customer");
        if (customer.text("email", 254) == null && customer.text("phone", 15) == null) {
            throw customer.bad("email", "Specify email or phone");
        }
        var items = body.raw("items");
        if (items == null || sum(items) <= 0) {
            throw body.bad("items", "Receipt items are missing or illegal");
        }
        if (!Boolean.TRUE.equals(body.flag("send"))) {
            throw body.bad("send", "Must be true");
        }
        var settlements = body.raw("settlements");
        checkSettlements(body, settlements);
        var of = paymentId != null ? paymentId : refundId;
        var before = state.receipts.page(Shelf.Created.ANY, r -> of.equals(r.refundId() != null ? r.refundId() : r.paymentId()), PER_OBJECT_MAX, null);
        if (before != null && before.items().size() == PER_OBJECT_MAX) {
            throw body.bad("payment_id", "No more than " + PER_OBJECT_MAX + " receipts per payment or refund");
        }
        var refund = refundId == null ? null : state.refunds.find(refundId);
        var fate = fate(change, change.payment(refund == null ? of : refund.paymentId()));
        return change.put(new Receipt(Ids.receipt(change.now()), state.nextSeq(), type, paymentId, refundId, false, "pending",
                items, settlements, body.has("tax_system_code") ? taxSystem(body) : null, change.now(), fate.at(), fate.refused(), null));
    }

    /** When the register decides and what. A fault's {@code match} is looked for in the payment's id and metadata. */
    private Fate fate(Change change, Payment payment) {
        var fault = faults.strike(YooKassa.NAME, "receipt", Set.of(FaultKind.RECEIPT_CANCELED, FaultKind.PENDING),
                () -> payment.id() + "\n" + String.join("\n", payment.terms().metadata().values()));
        var delay = fault != null && fault.kind() == FaultKind.PENDING
                ? Duration.ofMillis(fault.delayMsOr(Duration.ofHours(1).toMillis())) : REGISTRATION;
        return new Fate(change.now().plus(delay), fault != null && fault.kind() == FaultKind.RECEIPT_CANCELED);
    }

    private record Fate(Instant at, boolean refused) {}

    /** Finishes a registration that is due. */
    void registered(Change change, Receipt receipt) {
        if (!receipt.statusName().equals("pending")) {
            return;
        }
        var decided = change.put(receipt.decided(change.now()));
        if (!receipt.ofObject()) {
            return;
        }
        var refund = receipt.refundId() == null ? null : state.refunds.find(receipt.refundId());
        var payment = receipt.paymentId() == null ? null : state.payments.find(receipt.paymentId());
        if (refund != null) {
            change.put(refund.receiptRegistered(decided.statusName()));
        } else if (payment != null) {
            change.put(payment.receiptRegistered(decided.statusName()));
        }
    }

    private static void checkSettlements(Fields body, @Nullable JsonNode settlements) {
        if (settlements == null || !settlements.isArray() || settlements.isEmpty()) {
            throw body.bad("settlements", "Required parameter is missing");
        }
        for (var node : settlements) {
            var settlement = Fields.of(node, "settlements");
            if (!SETTLEMENT_TYPES.contains(settlement.requiredText("type", 32))) {
                throw settlement.bad("type", "Unknown value");
            }
            settlement.requiredMoney("amount", Shop.CURRENCY);
        }
    }

    private static boolean hasCustomer(JsonNode receipt) {
        var customer = receipt.path("customer");
        return isText(customer.get("email")) || isText(customer.get("phone")) || isText(receipt.get("email")) || isText(receipt.get("phone"));
    }

    private static boolean isText(@Nullable JsonNode node) {
        return node != null && node.isString() && !node.stringValue().isBlank();
    }

    /** Sum of unit price × quantity in minor units; -1 when an item breaks the rules. */
    private static long sum(@Nullable JsonNode items) {
        if (items == null || !items.isArray() || items.isEmpty() || items.size() > ITEMS_MAX) {
            return -1;
        }
        var sum = BigDecimal.ZERO;
        for (var item : items) {
            var description = item.get("description");
            var price = number(item.path("amount").get("value"));
            var quantity = number(item.get("quantity"));
            var vat = number(item.get("vat_code"));
            boolean legal = isText(description) && description.stringValue().length() <= 128
                    && Shop.CURRENCY.equals(item.path("amount").path("currency").asString(""))
                    && price != null && price.signum() >= 0 && price.scale() <= 2
                    && quantity != null && quantity.signum() > 0 && quantity.scale() <= 3 && quantity.compareTo(new BigDecimal("99999.999")) <= 0
                    && vat != null && vat.compareTo(BigDecimal.ONE) >= 0 && vat.compareTo(new BigDecimal(12)) <= 0 && vat.stripTrailingZeros().scale() <= 0;
            if (!legal) {
                return -1;
            }
            sum = sum.add(price.multiply(quantity));
        }
        var minor = sum.movePointRight(2).stripTrailingZeros();
        return minor.scale() <= 0 && minor.precision() - minor.scale() <= 15 ? minor.longValueExact() : -1;
    }

    /** SDK samples send numbers as strings now and then: both are accepted. */
    private static @Nullable BigDecimal number(@Nullable JsonNode node) {
        try {
            return node == null || !(node.isNumber() || node.isString()) ? null : new BigDecimal(node.asString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Integer taxSystem(JsonNode receipt) {
        var code = number(receipt.get("tax_system_code"));
        return code == null ? null : code.intValue();
    }

    private static @Nullable Integer taxSystem(Fields body) {
        var code = number(body.raw("tax_system_code"));
        if (code == null || code.intValue() < 1 || code.intValue() > 6) {
            throw body.bad("tax_system_code", "Must be 1 to 6");
        }
        return code.intValue();
    }
}
