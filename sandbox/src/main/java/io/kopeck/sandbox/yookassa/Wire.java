package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Renders objects as the API shows them: what does not apply is absent, never null (reference, 5.4, 7, 8, 10, 11). */
final class Wire {

    private static final DateTimeFormatter UTC_MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOSCOW_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.ofHours(3));

    /** The bank all customers pay from by SBP: its id there and its BIC. */
    private static final String PAYER_BANK_ID = "1crt88888881";
    private static final String PAYER_BANK_BIC = "044525225";

    private final Shop shop;

    Wire(Shop shop) {
        this.shop = shop;
    }

    ObjectNode toWire(Stored object) {
        return switch (object) {
            case Payment payment -> payment(payment);
            case Refund refund -> refund(refund);
            case Binding binding -> binding(binding);
            case Receipt receipt -> receipt(receipt);
        };
    }

    /** The body of a notification (reference, 9.1), rendered when it is asked for. */
    Supplier<byte[]> notification(String event, Stored object) {
        return () -> {
            var body = Json.object().put("type", "notification").put("event", event);
            body.set("object", toWire(object));
            return Json.bytes(body);
        };
    }

    private ObjectNode payment(Payment payment) {
        var terms = payment.terms();
        var node = Json.object().put("id", payment.id()).put("status", payment.statusName());
        node.set("amount", money(payment.amount()));
        boolean succeeded = payment.status() == Payment.Status.SUCCEEDED;
        if (succeeded) {
            node.set("income_amount", money(income(payment.amount())));
        }
        text(node, "description", terms.description());
        node.putObject("recipient").put("account_id", shop.id()).put("gateway_id", shop.gatewayId());
        if (payment.method() != null) {
            node.set("payment_method", method(payment.method(), payment.authorization()));
        } else if (terms.methodType() != null) {
            node.putObject("payment_method").put("type", terms.methodType()).put("id", payment.id()).put("saved", false).put("status", "pending");
        }
        node.put("created_at", utc(payment.createdAt()));
        if (payment.capturedAt() != null) {
            node.put("captured_at", utc(payment.capturedAt()));
        }
        if (payment.status() == Payment.Status.WAITING_FOR_CAPTURE && payment.dueAt() != null) {
            node.put("expires_at", utc(payment.dueAt()));
        }
        if (payment.waitsFor(Payment.Step.CUSTOMER) || payment.waitsFor(Payment.Step.BANK_PAGE)) {
            node.set("confirmation", confirmation(payment.id(), terms.confirmation()));
        }
        node.put("test", true);
        if (succeeded) {
            node.set("refunded_amount", money(payment.amount().withMinor(payment.refundedMinor())));
        }
        node.put("paid", succeeded || payment.status() == Payment.Status.WAITING_FOR_CAPTURE);
        node.put("refundable", payment.refundableMinor() > 0);
        text(node, "receipt_registration", payment.receiptRegistration());
        node.set("metadata", metadata(terms.metadata()));
        cancellation(node, payment.cancellation());
        if (payment.authorization() != null && payment.authorization().rrn() != null) {
            var proof = node.putObject("authorization_details").put("rrn", payment.authorization().rrn())
                    .put("auth_code", payment.authorization().authCode());
            proof.putObject("three_d_secure").put("applied", payment.authorization().threeDs()).put("method_completed", false)
                    .put("challenge_completed", payment.authorization().threeDs());
        }
        text(node, "merchant_customer_id", terms.merchantCustomerId());
        return node;
    }

    private ObjectNode refund(Refund refund) {
        var node = Json.object().put("id", refund.id()).put("payment_id", refund.paymentId()).put("status", refund.statusName());
        node.put("created_at", utc(refund.createdAt()));
        node.set("amount", money(refund.amount()));
        text(node, "description", refund.description());
        text(node, "receipt_registration", refund.receiptRegistration());
        cancellation(node, refund.cancellation());
        if (refund.sbpOperation() != null) {
            var method = node.putObject("refund_method").put("type", Method.SBP);
            text(method, "sbp_operation_id", refund.status() == Refund.Status.SUCCEEDED ? refund.sbpOperation() : null);
        }
        if (refund.status() == Refund.Status.SUCCEEDED && refund.rrn() != null) {
            node.putObject("refund_authorization_details").put("rrn", refund.rrn());
        }
        if (!refund.metadata().isEmpty()) {
            node.set("metadata", metadata(refund.metadata()));
        }
        return node;
    }

    private ObjectNode binding(Binding binding) {
        var method = binding.method();
        boolean active = binding.status() == Binding.Status.ACTIVE;
        var node = Json.object().put("type", Method.BANK_CARD).put("id", binding.id()).put("saved", active).put("status", binding.statusName());
        node.putObject("holder").put("account_id", shop.id()).put("gateway_id", shop.gatewayId());
        if (method != null && method.card() != null && !binding.waitsFor(Payment.Step.BANK_PAGE)) {
            node.put("title", title(method));
            node.set("card", card(method.card()));
        }
        if (binding.status() == Binding.Status.PENDING) {
            node.set("confirmation", confirmation(binding.id(), binding.confirmation()));
        }
        if (!binding.metadata().isEmpty()) {
            node.set("metadata", metadata(binding.metadata()));
        }
        return node;
    }

    private static ObjectNode receipt(Receipt receipt) {
        var node = Json.object().put("id", receipt.id()).put("type", receipt.type());
        text(node, "payment_id", receipt.refundId() == null ? receipt.paymentId() : null);
        text(node, "refund_id", receipt.refundId());
        node.put("status", receipt.statusName());
        if (receipt.registeredAt() != null) {
            long number = receipt.seq();
            node.put("fiscal_document_number", Long.toString(number)).put("fiscal_storage_number", "9288000100115785")
                    .put("fiscal_attribute", Long.toString(2_000_000_000L + number))
                    .put("registered_at", MOSCOW_MILLIS.format(receipt.registeredAt()))
                    .put("fiscal_provider_id", "fd9e9404-eaca-4000-8ec9-dc228ead2345");
        }
        if (receipt.taxSystemCode() != null) {
            node.put("tax_system_code", receipt.taxSystemCode());
        }
        node.set("items", receipt.items());
        if (receipt.settlements() != null) {
            node.set("settlements", receipt.settlements());
        }
        return node;
    }

    ObjectNode me() {
        boolean fiscal = shop.settings().fiscalization();
        var node = Json.object().put("account_id", shop.id()).put("status", "enabled").put("test", true).put("fiscalization_enabled", fiscal);
        if (fiscal) {
            node.putObject("fiscalization").put("enabled", true).put("provider", "avanpost");
        }
        node.putArray("payment_methods").add(Method.BANK_CARD).add(Method.YOO_MONEY).add(Method.SBP);
        return node;
    }

    ObjectNode list(Shelf.Page<? extends Stored> page) {
        var node = Json.object().put("type", "list");
        var items = node.putArray("items");
        page.items().forEach(item -> items.add(toWire(item)));
        text(node, "next_cursor", page.nextCursor());
        return node;
    }

    private static ObjectNode method(Method method, Payment.@Nullable Authorization authorization) {
        var node = Json.object().put("type", method.type()).put("id", method.id()).put("saved", method.saved()).put("status", method.status());
        text(node, "title", title(method));
        if (method.card() != null) {
            node.set("card", card(method.card()));
        }
        text(node, "account_number", method.wallet());
        if (method.isSbp()) {
            node.putObject("payer_bank_details").put("bank_id", PAYER_BANK_ID).put("bic", PAYER_BANK_BIC);
            text(node, "sbp_operation_id", authorization == null ? null : authorization.sbpOperation());
        }
        return node;
    }

    ObjectNode savedMethod(Method method) {
        var node = method(method, null);
        node.putObject("holder").put("account_id", shop.id()).put("gateway_id", shop.gatewayId());
        return node;
    }

    /** SBP is shown without one. */
    private static @Nullable String title(Method method) {
        if (method.card() != null) {
            return "Bank card *" + method.card().last4();
        }
        return method.wallet() == null ? null : "YooMoney wallet " + method.wallet();
    }

    private static ObjectNode card(CardOnFile card) {
        var month = card.expiry().getMonthValue();
        return Json.object().put("first6", card.first6()).put("last4", card.last4())
                .put("expiry_year", Integer.toString(card.expiry().getYear()))
                .put("expiry_month", (month < 10 ? "0" : "") + month)
                .put("card_type", card.type()).put("issuer_country", "RU");
    }

    private ObjectNode confirmation(String objectId, @Nullable Confirmation asked) {
        var type = asked == null ? Confirmation.REDIRECT : asked.type();
        var node = Json.object().put("type", type);
        switch (type) {
            case "embedded" -> node.put("confirmation_token", "ct-" + objectId);
            case "external" -> { }
            default -> node.put("confirmation_url", shop.checkoutUrl(objectId));
        }
        if (asked != null) {
            text(node, "return_url", asked.returnUrl());
            if (asked.enforce() != null) {
                node.put("enforce", asked.enforce());
            }
        }
        return node;
    }

    /** The fee of the test shops: 3.5 % and 22 % VAT on it, as 100.00 → 95.73 shows (reference, 5.4). */
    private static Money income(Money amount) {
        var fee = BigDecimal.valueOf(amount.minor()).multiply(new BigDecimal("0.035")).setScale(0, RoundingMode.HALF_UP);
        var vat = fee.multiply(new BigDecimal("0.22")).setScale(0, RoundingMode.HALF_UP);
        return amount.withMinor(amount.minor() - fee.add(vat).longValueExact());
    }

    private static ObjectNode money(Money money) {
        return Json.object().put("value", money.decimal()).put("currency", money.currency());
    }

    private static void cancellation(ObjectNode node, @Nullable Decline cancellation) {
        if (cancellation != null) {
            node.putObject("cancellation_details").put("party", cancellation.party()).put("reason", cancellation.reason());
        }
    }

    private static ObjectNode metadata(Map<String, @Nullable String> metadata) {
        var node = Json.object();
        metadata.forEach(node::put);
        return node;
    }

    private static void text(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    static String utc(Instant at) {
        return UTC_MILLIS.format(at);
    }
}
