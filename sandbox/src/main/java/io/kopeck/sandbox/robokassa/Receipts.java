package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fiscal receipts (54-FZ; reference, 4): the one inside a payment request, and the second one that follows an advance. */
final class Receipts {

    private static final int ITEMS_MAX = 100;
    private static final int NAME_MAX = 128;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");
    private static final Duration REGISTRATION = Duration.ofSeconds(1);
    private static final Set<String> SNO = Set.of("osn", "usn_income", "usn_income_outcome", "esn", "patent");
    private static final Set<String> TAXES = Set.of("none", "vat0", "vat5", "vat7", "vat10", "vat20", "vat22", "vat105", "vat107", "vat110", "vat120",
            "vat122");
    private static final Set<String> METHODS = Set.of("full_prepayment", "prepayment", "advance", "full_payment", "partial_payment", "credit",
            "credit_payment");
    private static final Set<String> OBJECTS = Set.of("commodity", "excise", "job", "service", "gambling_bet", "gambling_prize", "lottery",
            "lottery_prize", "intellectual_activity", "payment", "agent_commission", "composite", "resort_fee", "another", "property_right",
            "non-operating_gain", "insurance_premium", "sales_tax", "tovar_mark");

    private final ShopState state;
    private final Shop shop;

    Receipts(ShopState state, Shop shop) {
        this.state = state;
        this.shop = shop;
    }

    /** The receipt's own text, when it is a legal one over {@code total}; percent-encoded text is read as well. */
    static String checked(String receipt, BigDecimal total) {
        var node = json(receipt.stripLeading().startsWith("%") ? Signature.decoded(receipt) : receipt);
        if (node == null) {
            throw Refusal.technical("Receipt is not a JSON object");
        }
        if (node.has("sno") && !SNO.contains(node.path("sno").asString(""))) {
            throw Refusal.technical("Receipt: unknown sno");
        }
        var items = node.path("items");
        if (!items.isArray() || items.isEmpty() || items.size() > ITEMS_MAX) {
            throw Refusal.technical("Receipt: 1 to " + ITEMS_MAX + " items");
        }
        var sum = BigDecimal.ZERO;
        for (var item : items) {
            sum = sum.add(checkedItem(item));
        }
        if (sum.compareTo(total) != 0) {
            throw Refusal.technical("Receipt: the items make " + sum.toPlainString() + ", and OutSum is " + total.toPlainString());
        }
        return node.toString();
    }

    /** The item's total. */
    private static BigDecimal checkedItem(JsonNode item) {
        var name = item.path("name").asString("");
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw Refusal.technical("Receipt: an item's name has 1 to " + NAME_MAX + " characters");
        }
        oneOf(item, "tax", TAXES, true);
        oneOf(item, "payment_method", METHODS, false);
        oneOf(item, "payment_object", OBJECTS, false);
        var quantity = number(item.get("quantity"));
        var sum = number(item.get("sum"));
        var cost = number(item.get("cost"));
        if (quantity == null || quantity.signum() <= 0 || (sum == null && cost == null)) {
            throw Refusal.technical("Receipt: an item has a quantity, and a sum or a cost");
        }
        return sum != null ? sum : cost.multiply(quantity);
    }

    private static void oneOf(JsonNode item, String name, Set<String> allowed, boolean required) {
        if (required || item.has(name)) {
            if (!allowed.contains(item.path(name).asString(""))) {
                throw Refusal.technical("Receipt: unknown " + name);
            }
        }
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode node) {
        return node != null && (node.isNumber() || node.isString()) && NUMBER.matcher(node.asString()).matches() ? new BigDecimal(node.asString()) : null;
    }

    /** Attaches the second receipt of a payment: two are the most a payment can have. */
    ObjectNode attach(byte[] body) {
        var content = verified(body);
        if (content == null) {
            return attached("1000", "Error: the body or its signature is wrong");
        }
        var number = content.path("id").asString("");
        var invoice = state.invoice(content.path("originId").asString(""));
        if (number.isEmpty() || invoice == null || invoice.state() != Invoice.State.PAID || invoice.test()) {
            return attached("1000", "Error: originId must be a paid invoice, id the receipt's own number");
        }
        return state.perform(change -> {
            if (state.hasSecondReceipt(invoice.id()) || state.find(SecondReceipt.id(number)) != null) {
                return attached("1000", "Error: the payment has its second receipt, or the number is in use");
            }
            change.put(new SecondReceipt(SecondReceipt.id(number), state.nextSeq(), invoice.id(), content, change.now()));
            return attached("0", "ok");
        });
    }

    private static ObjectNode attached(String code, String description) {
        return Json.object().put("ResultCode", code).put("ResultDescription", description);
    }

    ObjectNode status(byte[] body) {
        var content = verified(body);
        var id = content == null ? "" : content.path("id").asString("");
        var registered = state.find(SecondReceipt.id(id)) instanceof SecondReceipt second ? second.createdAt()
                : state.invoice(id) instanceof Invoice invoice && invoice.state() == Invoice.State.PAID && invoice.terms().receipt() != null
                        ? invoice.stateAt() : null;
        if (registered == null) {
            return Json.object().put("Code", "1000").put("Description", "Error").putNull("Statuses");
        }
        if (registered.plus(REGISTRATION).isAfter(state.now())) {
            return Json.object().put("Code", "1").put("Description", "Processing").putNull("Statuses");
        }
        var digits = Integer.toString(10_000 + Math.floorMod(id.hashCode(), 90_000));
        return Json.object().put("Code", "2").put("Description", "Done").putNull("Statuses").put("FnNumber", "99990789380" + digits)
                .put("FiscalDocumentNumber", digits).put("FiscalDocumentAttribute", "31415" + digits);
    }

    /** {@code base64url(json).base64url(hex)}, where hex is the hash of the first part and password 1; null when wrong. */
    private @Nullable ObjectNode verified(byte[] body) {
        var parts = Jwt.token(body).split("\\.", -1);
        if (parts.length != 2) {
            return null;
        }
        try {
            var hex = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            var content = json(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
            boolean genuine = shop.hash().hex(parts[0] + shop.password1(false)).equals(hex);
            return genuine && content != null && shop.login().equals(content.path("merchantId").asString("")) ? content : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static @Nullable ObjectNode json(String text) {
        try {
            return Json.MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
        } catch (JacksonException malformed) {
            return null;
        }
    }
}
