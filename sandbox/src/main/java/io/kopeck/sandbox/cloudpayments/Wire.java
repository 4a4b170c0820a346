package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Renders answers: the envelope and the models, with null where a value does not apply (reference, 1, 5, 7, 11). */
final class Wire {

    static final String GATEWAY = "Test";
    static final String ISSUER = "CloudPayments";
    static final String COUNTRY = "RU";
    static final String CARD_PRODUCT = "I";
    private static final int RUB_CODE = 0;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Where an address lies: always the same place, but for the machine's own addresses. */
    record Place(@Nullable String country, @Nullable String city, @Nullable String region, @Nullable String district,
            @Nullable BigDecimal latitude, @Nullable BigDecimal longitude) {

        private static final Place MOSCOW = new Place(COUNTRY, "Москва", "Москва", "Центральный федеральный округ", new BigDecimal("55.752220"),
                new BigDecimal("37.615560"));
        private static final Place NOWHERE = new Place("", null, null, null, null, null);

        static Place of(@Nullable String ipAddress) {
            return ipAddress == null || ipAddress.startsWith("127.") || ipAddress.contains(":") ? NOWHERE : MOSCOW;
        }
    }

    private final Terminal terminal;

    Wire(Terminal terminal) {
        this.terminal = terminal;
    }

    ObjectNode reply(Reply reply) {
        var about = reply.about();
        return switch (reply.shape()) {
            case NONE -> plain(reply.success(), reply.message());
            case OUTCOME -> enveloped(outcome((Transaction) Objects.requireNonNull(about)), reply.success());
            case REFUND -> enveloped(Json.object().put("TransactionId", ((Transaction) Objects.requireNonNull(about)).number()), true);
            case ORDER -> enveloped(order((Order) Objects.requireNonNull(about)), true);
            case RECEIPT -> queued((Receipt) Objects.requireNonNull(about));
        };
    }

    /** Without a model. */
    static ObjectNode plain(boolean success, @Nullable String message) {
        return Json.object().put("Success", success).put("Message", message);
    }

    static ObjectNode enveloped(JsonNode model, boolean success) {
        var node = Json.object();
        node.set("Model", model);
        return node.put("Success", success).putNull("Message");
    }

    <T> ObjectNode list(List<T> items, Function<T, ObjectNode> toWire) {
        var model = Json.array();
        items.forEach(item -> model.add(toWire.apply(item)));
        return enveloped(model, true);
    }

    private ObjectNode outcome(Transaction t) {
        return t.waitsFor(Transaction.Step.BANK_PAGE) ? threeDs(t) : transaction(t);
    }

    private ObjectNode threeDs(Transaction t) {
        return Json.object().put("TransactionId", t.number()).put("PaReq", paReq(t)).putNull("GoReq")
                .put("AcsUrl", terminal.checkoutUrl(t.id()) + "/3ds").putNull("ThreeDsSessionData").put("IFrameIsAllowed", true)
                .putNull("FrameWidth").putNull("FrameHeight").put("ThreeDsCallbackId", hex("callback" + t.id()))
                .putNull("EscrowAccumulationId");
    }

    private static String paReq(Transaction t) {
        var card = Objects.requireNonNull(t.source().card());
        var request = Json.object().putNull("MerchantName").put("FirstSix", card.firstSix()).put("LastFour", card.lastFour())
                .put("Amount", number(t.amount())).put("CurrencyCode", t.amount().currency())
                .put("Date", LocalDate.ofInstant(t.createdAt(), ZoneOffset.ofHours(3)) + "T00:00:00+03:00").putNull("CustomerName")
                .put("CultureName", culture(t));
        return "+/" + Base64.getEncoder().encodeToString(Json.bytes(request));
    }

    ObjectNode transaction(Transaction t) {
        var terms = t.terms();
        var card = t.source().card();
        var decision = t.decision();
        var reason = decision == null ? ReasonCode.APPROVED : decision.reason();
        var approvedAt = decision == null || t.status() == Transaction.Status.DECLINED ? null : decision.at();
        var place = Place.of(terms.ipAddress());
        var node = Json.object().put("ReasonCode", reason.code()).put("PublicId", terminal.publicId()).put("TerminalUrl", terminal.publicUrl())
                .put("TransactionId", t.number());
        money(node, t.amount());
        node.put("InvoiceId", terms.invoiceId()).put("AccountId", terms.accountId());
        if (terms.initiator() != null) {
            node.put("TrInitiatorCode", terms.initiator());
        }
        node.put("Email", terms.email()).put("Description", terms.description()).put("JsonData", terms.jsonData());
        dates(node, "CreatedDate", t.createdAt());
        dates(node, "PayoutDate", null);
        node.putNull("PayoutAmount");
        dates(node, "AuthDate", approvedAt);
        dates(node, "ConfirmDate", t.confirmedAt());
        node.put("AuthCode", decision == null ? null : decision.authCode()).put("TestMode", true).put("Rrn", decision == null ? null : decision.rrn());
        if (t.originalNumber() == null) {
            node.putNull("OriginalTransactionId");
        } else {
            node.put("OriginalTransactionId", t.originalNumber());
        }
        node.putNull("FallBackScenarioDeclinedTransactionId");
        node.put("IpAddress", terms.ipAddress()).put("IpCountry", place.country()).put("IpCity", place.city()).put("IpRegion", place.region())
                .put("IpDistrict", place.district()).put("IpLatitude", place.latitude()).put("IpLongitude", place.longitude());
        node.put("CardFirstSix", card == null ? null : card.firstSix()).put("CardLastFour", card == null ? null : card.lastFour())
                .put("CardExpDate", card == null ? null : card.expiryOnCard()).put("CardType", card == null ? null : card.brand().wireName())
                .put("CardProduct", card == null ? null : CARD_PRODUCT).put("CardCategory", card == null ? null : card.brand().wireName() + " (Test)")
                .putNull("EscrowAccumulationId").put("IssuerBankCountry", card == null ? null : COUNTRY).put("Issuer", card == null ? null : ISSUER);
        if (card == null) {
            node.putNull("CardTypeCode");
        } else {
            node.put("CardTypeCode", card.brand().code());
        }
        node.put("Status", t.status().wireName()).put("StatusCode", t.status().code()).put("CultureName", culture(t));
        node.put("Reason", decision == null ? null : reason.wireName())
                .put("CardHolderMessage", decision == null ? null : reason.message(culture(t).startsWith("en")))
                .put("Type", t.kind().ordinal()).put("Refunded", t.returned().refundedMinor() > 0).put("Name", terms.name())
                .put("Token", t.source().token()).putNull("SubscriptionId").put("GatewayName", GATEWAY).put("AndroidPay", false).put("WalletType", "")
                .put("TotalFee", 0).put("VatAboveTotalFee", 0).putNull("ProcessorAndPartnerFee").putNull("VatWithinProcessorFee");
        return node;
    }

    /** As lists show it (reference, 5). */
    ObjectNode listed(Transaction t) {
        return transaction(t).put("Gateway", 0).put("MasterPass", false).put("HideInvoiceId", false).put("IsLocalOrder", t.terms().orderId() != null);
    }

    ObjectNode order(Order order) {
        var terms = order.terms();
        var node = Json.object().put("Id", order.id()).put("Number", order.number() % 1_000_000).put("Amount", number(order.amount()))
                .put("Currency", order.amount().currency()).put("CurrencyCode", RUB_CODE).put("Email", terms.email()).put("Phone", terms.phone())
                .put("Description", terms.description()).put("RequireConfirmation", terms.twoStage()).put("Url", terminal.checkoutUrl(order.id()))
                .put("CultureName", terms.culture() == null ? "ru-RU" : terms.culture());
        dates(node, "CreatedDate", order.createdAt());
        dates(node, "PaymentDate", order.paidAt());
        return node.put("StatusCode", order.status().code()).put("Status", order.status().wireName()).put("InternalId", order.number());
    }

    ObjectNode savedCard(SavedCard saved) {
        return Json.object().put("Token", saved.token()).put("AccountId", saved.accountId()).put("CardMask", saved.card().mask())
                .put("ExpirationDateMonth", saved.card().expiry().getMonthValue()).put("ExpirationDateYear", saved.card().expiry().getYear());
    }

    ObjectNode dispute(Dispute dispute, @Nullable Card card) {
        return Json.object().put("ChargeBackId", dispute.number()).put("TransactionId", dispute.transactionNumber())
                .put("TerminalUrl", terminal.publicUrl()).put("Gateway", GATEWAY).put("Operation", "Presentment").put("Type", "Chargeback")
                .put("Card", card == null ? null : card.mask()).put("Date", ISO.format(dispute.at())).put("Amount", number(dispute.amount()))
                .put("Currency", dispute.amount().currency());
    }

    private static ObjectNode queued(Receipt receipt) {
        var node = Json.object().put("Success", true).put("Message", "Queued").putNull("Warning").putNull("WarningCodes");
        node.putObject("Model").put("Id", receipt.id()).put("ErrorCode", 0).put("ReceiptLocalUrl", Receipts.localUrl(receipt.id()));
        return node;
    }

    static ObjectNode receipt(Receipt receipt) {
        var node = Json.object().put("Id", receipt.id()).put("Inn", receipt.inn()).put("Type", receipt.type()).put("InvoiceId", receipt.invoiceId())
                .put("AccountId", receipt.accountId());
        if (receipt.transactionNumber() != null) {
            node.put("TransactionId", receipt.transactionNumber());
        }
        node.put("Status", receipt.status());
        node.set("CustomerReceipt", receipt.content());
        return node;
    }

    private static void money(ObjectNode node, Money amount) {
        node.put("Amount", number(amount)).put("Currency", amount.currency()).put("CurrencyCode", RUB_CODE)
                .put("PaymentAmount", number(amount)).put("PaymentCurrency", amount.currency()).put("PaymentCurrencyCode", RUB_CODE);
    }

    /** As short as the provider writes it: 10, 65.98. */
    private static BigDecimal number(Money amount) {
        var number = BigDecimal.valueOf(amount.minor(), 2).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static void dates(ObjectNode node, String name, @Nullable Instant at) {
        node.put(name, at == null ? null : "/Date(" + at.toEpochMilli() + ")/");
        node.put(name + "Iso", at == null ? null : ISO.format(at));
    }

    private static String culture(Transaction t) {
        return t.terms().culture() == null ? "ru-RU" : t.terms().culture();
    }

    /** An identifier of the card that is the same in every transaction. */
    static String cardId(Card card) {
        return hex(card.fingerprint()).substring(0, 24);
    }

    private static String hex(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }
}
