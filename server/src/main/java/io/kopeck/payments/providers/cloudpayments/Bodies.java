package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.RefundRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes request bodies. Equal requests become equal bytes. */
final class Bodies {

    /** Our references in {@code JsonData}, which the provider echoes in answers and notifications. */
    static final String PAYMENT_ID = "payment_id";

    static final String ATTEMPT = "attempt";
    static final String REFUND_ID = "refund_id";

    private static final String TELEGRAM_USER_ID = "telegram_user_id";

    /** As in the provider's own examples, with the offset written out (API, v2/payments/list). */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private Bodies() {}

    /**
     * An order, whose page the customer fills in. The method is kept only under an account, so that none is named where it
     * is not to be kept (Card payments, AccountId).
     */
    static ObjectNode order(ChargeRequest request) {
        var body = amount(request.amount());
        describe(body, request);
        body.put("RequireConfirmation", !request.capture());
        body.put("SendEmail", false);
        body.put("InvoiceId", Invoice.of(request.reference()).toWire());
        if (request.saveMethod()) {
            body.put("AccountId", request.payer().id().toString());
        }
        if (request.returnUrl() != null) {
            body.put("SuccessRedirectUrl", request.returnUrl().toString());
            body.put("FailRedirectUrl", request.returnUrl().toString());
        }
        body.set("JsonData", data(request));
        return body;
    }

    /** A charge of a saved method: scheduled by us, or asked for by the customer who is present (Token payments). */
    static ObjectNode token(ChargeRequest request) {
        var body = amount(request.amount());
        body.put("AccountId", request.payer().id().toString());
        body.put("Token", request.methodToken());
        if (request.returnUrl() == null) {
            body.put("TrInitiatorCode", 0);
            body.put("PaymentScheduled", 1);
        } else {
            body.put("TrInitiatorCode", 1);
        }
        body.put("InvoiceId", Invoice.of(request.reference()).toWire());
        describe(body, request);
        body.set("JsonData", data(request));
        return body;
    }

    /** A charge of a sealed card. The account is what a method is kept under, as with an {@link #order}. */
    static ObjectNode card(ChargeRequest request, CardPacket packet) {
        var body = amount(request.amount());
        body.put("IpAddress", packet.payerAddress());
        body.put("CardCryptogramPacket", packet.sealed());
        if (packet.cardholder() != null) {
            body.put("Name", packet.cardholder());
        }
        body.put("InvoiceId", Invoice.of(request.reference()).toWire());
        describe(body, request);
        if (request.saveMethod()) {
            body.put("AccountId", request.payer().id().toString());
        }
        body.put("SaveCard", request.saveMethod());
        body.set("JsonData", data(request));
        return body;
    }

    static ObjectNode post3ds(String id, String bankAnswer) {
        return transaction(id).put("PaRes", bankAnswer);
    }

    static ObjectNode transaction(String id) {
        return Json.object().put("TransactionId", Long.parseLong(id));
    }

    static ObjectNode invoice(String invoiceId) {
        return Json.object().put("InvoiceId", invoiceId);
    }

    static ObjectNode order(String id) {
        return Json.object().put("Id", id);
    }

    static ObjectNode confirm(CaptureRequest request) {
        var body = transaction(request.providerPaymentId()).put("Amount", decimal(request.amount()));
        if (request.receipt() != null) {
            addReceipt(body.putObject("JsonData"), request.receipt());
        }
        return body;
    }

    static ObjectNode refund(RefundRequest request) {
        var body = transaction(request.providerPaymentId()).put("Amount", decimal(request.amount()));
        var data = body.putObject("JsonData");
        data.put(REFUND_ID, request.refundId().toString());
        addReceipt(data, request.receipt());
        return body;
    }

    /** A receipt by a call of its own; the invoice is our payment, the account our customer (CloudKassir, kkt/receipt). */
    static ObjectNode receipt(String inn, ReceiptRequest request) {
        var subject = request.subject();
        var body = Json.object()
                .put("Inn", inn)
                .put("Type", subject.isRefund() ? "IncomeReturn" : "Income")
                .put("InvoiceId", subject.paymentId().toString())
                .put("AccountId", subject.customer().toString());
        body.set("CustomerReceipt", CustomerReceipts.toWire(request.receipt()));
        return body;
    }

    static ObjectNode receiptId(String id) {
        return Json.object().put("Id", id);
    }

    static ObjectNode chargebacks(Instant from, Instant to, int page) {
        var end = to.truncatedTo(ChronoUnit.SECONDS);
        return Json.object()
                .put("CreatedDateGte", moment(from))
                .put("CreatedDateLte", moment(end.equals(to) ? end : end.plusSeconds(1)))
                .put("PageNumber", page);
    }

    /** With exactly the currency's digits, as a JSON number. */
    static BigDecimal decimal(Money money) {
        return BigDecimal.valueOf(money.minor(), money.currency().digits());
    }

    private static ObjectNode amount(Money money) {
        return Json.object().put("Amount", decimal(money)).put("Currency", money.currency().name());
    }

    private static void describe(ObjectNode body, ChargeRequest request) {
        if (!request.description().isBlank()) {
            body.put("Description", request.description());
        }
        if (request.payer().email() != null) {
            body.put("Email", request.payer().email());
        }
    }

    private static ObjectNode data(ChargeRequest request) {
        var data = Json.object();
        data.put(PAYMENT_ID, request.paymentId().toString());
        data.put(ATTEMPT, String.valueOf(request.attempt()));
        if (request.payer().telegramUserId() != null) {
            data.put(TELEGRAM_USER_ID, request.payer().telegramUserId().toString());
        }
        addReceipt(data, request.receipt());
        return data;
    }

    /** What the provider is to do stands under a key of its own (Receipts). */
    private static void addReceipt(ObjectNode data, @Nullable Receipt receipt) {
        if (receipt != null) {
            data.putObject("cloudpayments").set("CustomerReceipt", CustomerReceipts.toWire(receipt));
        }
    }

    private static String moment(Instant instant) {
        return MOMENT.format(instant.atOffset(ZoneOffset.UTC));
    }
}
