package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bodies of notifications, rendered when they are asked for (reference, 9, Fields); what is empty is there, empty. */
final class Notices {

    static final String CHECK = "check";
    static final String PAY = "pay";
    static final String FAIL = "fail";
    static final String CONFIRM = "confirm";
    static final String REFUND = "refund";
    static final String CANCEL = "cancel";
    static final String RECEIPT = "receipt";

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Notices() {}

    static Supplier<byte[]> of(String type, Object about) {
        return () -> NetForm.bytes(about instanceof Receipt receipt ? receipt(receipt) : transaction(type, (Transaction) about));
    }

    private static Map<String, String> transaction(String type, Transaction t) {
        return switch (type) {
            case CHECK -> check(t);
            case PAY -> pay(t);
            case FAIL -> fail(t);
            case CONFIRM -> confirm(t);
            case REFUND -> refund(t);
            case CANCEL -> cancel(t);
            default -> throw new IllegalArgumentException("no notification " + type);
        };
    }

    private static Map<String, String> check(Transaction t) {
        var fields = shared(t, true);
        fields.put("Status", t.terms().twoStage() ? Transaction.Status.AUTHORIZED.wireName() : Transaction.Status.COMPLETED.wireName());
        fields.put("OperationType", "Payment");
        fields.put("TokenRecipient", "");
        fields.put("CardProduct", t.source().card() == null ? "" : Wire.CARD_PRODUCT);
        return fields;
    }

    private static Map<String, String> pay(Transaction t) {
        var fields = shared(t, true);
        fields.put("AuthCode", t.decision() == null ? "" : orEmpty(t.decision().authCode()));
        fields.put("Token", orEmpty(t.source().token()));
        fields.put("Status", t.status().wireName());
        fields.put("OperationType", "Payment");
        fields.put("GatewayName", Wire.GATEWAY);
        fields.put("TotalFee", "0.00");
        fields.put("CardProduct", t.source().card() == null ? "" : Wire.CARD_PRODUCT);
        fields.put("FallBackScenarioDeclinedTransactionId", "");
        fields.put("Rrn", rrn(t));
        fields.put("CustomFields", "");
        fields.put("VatAboveTotalFee", "0.00");
        fields.put("ProcessorAndPartnerFee", "");
        fields.put("VatWithinProcessorFee", "");
        return fields;
    }

    private static Map<String, String> fail(Transaction t) {
        var fields = shared(t, true);
        var decision = Objects.requireNonNull(t.decision());
        fields.put("Reason", decision.reason().wireName());
        fields.put("ReasonCode", Integer.toString(decision.reason().code()));
        fields.put("OperationType", "Payment");
        fields.put("Token", orEmpty(t.source().token()));
        fields.put("FallBackScenarioDeclinedTransactionId", "");
        fields.put("Rrn", rrn(t));
        fields.put("CustomFields", "");
        fields.put("RetryAfter", decision.retryAfter() == null ? "" : UTC.format(decision.retryAfter()));
        fields.put("ProviderMessage", "");
        return fields;
    }

    private static Map<String, String> confirm(Transaction t) {
        var fields = shared(t, false);
        fields.put("Status", t.status().wireName());
        fields.put("AuthCode", t.decision() == null ? "" : orEmpty(t.decision().authCode()));
        fields.put("Token", orEmpty(t.source().token()));
        fields.put("Rrn", rrn(t));
        return fields;
    }

    private static Map<String, String> refund(Transaction t) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", t.id());
        fields.put("PaymentTransactionId", t.originalNumber() == null ? "" : Long.toString(t.originalNumber()));
        fields.put("Amount", t.amount().decimal());
        fields.put("DateTime", decidedAt(t));
        fields.put("OperationType", "Refund");
        owner(fields, t);
        fields.put("CustomFields", "");
        return fields;
    }

    private static Map<String, String> cancel(Transaction t) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", t.id());
        fields.put("Amount", t.amount().decimal());
        fields.put("DateTime", decidedAt(t));
        owner(fields, t);
        return fields;
    }

    private static void owner(Map<String, String> fields, Transaction t) {
        fields.put("InvoiceId", orEmpty(t.terms().invoiceId()));
        fields.put("AccountId", orEmpty(t.terms().accountId()));
        fields.put("Email", orEmpty(t.terms().email()));
        fields.put("Data", orEmpty(t.terms().jsonData()));
        fields.put("Rrn", rrn(t));
    }

    private static Map<String, String> shared(Transaction t, boolean withCardId) {
        var terms = t.terms();
        var card = t.source().card();
        var place = Wire.Place.of(terms.ipAddress());
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", t.id());
        fields.put("Amount", t.amount().decimal());
        fields.put("Currency", t.amount().currency());
        fields.put("PaymentAmount", t.amount().decimal());
        fields.put("PaymentCurrency", t.amount().currency());
        fields.put("DateTime", decidedAt(t));
        if (withCardId) {
            fields.put("CardId", card == null ? "" : Wire.cardId(card));
        }
        fields.put("CardFirstSix", card == null ? "" : card.firstSix());
        fields.put("CardLastFour", card == null ? "" : card.lastFour());
        fields.put("CardType", card == null ? "" : card.brand().wireName());
        fields.put("CardExpDate", card == null ? "" : card.expiryOnCard());
        fields.put("TestMode", "1");
        fields.put("InvoiceId", orEmpty(terms.invoiceId()));
        fields.put("AccountId", orEmpty(terms.accountId()));
        fields.put("SubscriptionId", "");
        fields.put("Name", orEmpty(terms.name()));
        fields.put("Email", orEmpty(terms.email()));
        fields.put("IpAddress", orEmpty(terms.ipAddress()));
        fields.put("IpCountry", orEmpty(place.country()));
        fields.put("IpCity", orEmpty(place.city()));
        fields.put("IpRegion", orEmpty(place.region()));
        fields.put("IpDistrict", orEmpty(place.district()));
        fields.put("IpLatitude", place.latitude() == null ? "" : place.latitude().toPlainString());
        fields.put("IpLongitude", place.longitude() == null ? "" : place.longitude().toPlainString());
        fields.put("Issuer", card == null ? "" : Wire.ISSUER);
        fields.put("IssuerBankCountry", card == null ? "" : Wire.COUNTRY);
        fields.put("Description", orEmpty(terms.description()));
        fields.put("PaymentMethod", "");
        fields.put("Data", orEmpty(terms.jsonData()));
        return fields;
    }

    private static Map<String, String> receipt(Receipt r) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Id", r.id());
        fields.put("DocumentNumber", Long.toString(r.number()));
        fields.put("SessionNumber", "1");
        fields.put("Number", Long.toString(r.number() % 1_000));
        fields.put("FiscalSign", Long.toString(1_000_000_000L + r.number() % 1_000_000_000L));
        fields.put("DeviceNumber", "00000000000000000001");
        fields.put("RegNumber", "0000000370021655");
        fields.put("FiscalNumber", "9999078900005430");
        fields.put("Inn", r.inn());
        fields.put("Type", r.type());
        fields.put("Ofd", "Первый ОФД");
        fields.put("Url", Receipts.localUrl(r.id()));
        fields.put("QrCodeUrl", Receipts.localUrl(r.id()) + "/qr");
        fields.put("TransactionId", r.transactionNumber() == null ? "" : Long.toString(r.transactionNumber()));
        fields.put("Amount", Money.decimal(r.totalMinor()));
        fields.put("DateTime", UTC.format(r.processedAt() != null ? r.processedAt() : r.createdAt()));
        fields.put("InvoiceId", orEmpty(r.invoiceId()));
        fields.put("AccountId", orEmpty(r.accountId()));
        fields.put("Receipt", new String(Json.bytes(r.content()), StandardCharsets.UTF_8));
        fields.put("CalculationPlace", r.content().path("CalculationPlace").asString(""));
        fields.put("CashierName", r.content().path("CashierName").asString(""));
        fields.put("SettlePlace", "");
        return fields;
    }

    private static String decidedAt(Transaction t) {
        Instant at = t.confirmedAt() != null ? t.confirmedAt() : t.decision() != null ? t.decision().at() : t.createdAt();
        return UTC.format(at);
    }

    private static String rrn(Transaction t) {
        return t.decision() == null ? "" : orEmpty(t.decision().rrn());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
