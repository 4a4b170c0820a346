package io.kopeck.payments.providers.yookassa;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.RefundRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes request bodies. Equal requests become equal bytes: a key that comes with another body is refused. */
final class Bodies {

    /** Our references in the provider's metadata, whose values are strings (YooKassa API v3, metadata). */
    static final String PAYMENT_ID = "payment_id";

    static final String ATTEMPT = "attempt";
    static final String REFUND_ID = "refund_id";

    private static final String TELEGRAM_USER_ID = "telegram_user_id";

    private static final int DESCRIPTION_LENGTH_MAX = 128;
    private static final int REFUND_DESCRIPTION_LENGTH_MAX = 250;

    private Bodies() {}

    /**
     * Creates a payment. {@code capture} is always written, since leaving it out means a hold. A saved method never
     * comes together with {@code save_payment_method}, which is refused; without one the flag is always written, since
     * leaving it out lets the customer decide.
     */
    static ObjectNode payment(ChargeRequest request) {
        var body = Json.object();
        body.set("amount", amount(request.amount()));
        body.put("capture", request.capture());
        if (request.methodToken() == null) {
            body.put("save_payment_method", request.saveMethod());
        } else {
            body.put("payment_method_id", request.methodToken());
        }
        if (request.returnUrl() != null) {
            body.putObject("confirmation")
                    .put("type", "redirect")
                    .put("return_url", request.returnUrl().toString());
        }
        describe(body, request.description(), DESCRIPTION_LENGTH_MAX);
        var metadata = body.putObject("metadata")
                .put(PAYMENT_ID, request.paymentId().toString())
                .put(ATTEMPT, String.valueOf(request.attempt()));
        if (request.payer().telegramUserId() != null) {
            metadata.put(TELEGRAM_USER_ID, request.payer().telegramUserId().toString());
        }
        addReceipt(body, request.receipt());
        return body;
    }

    static ObjectNode capture(CaptureRequest request) {
        var body = Json.object();
        body.set("amount", amount(request.amount()));
        addReceipt(body, request.receipt());
        return body;
    }

    /** Creates a refund. The receipt of a whole one is made from the payment's and must not be sent (54-FZ, Refunds). */
    static ObjectNode refund(RefundRequest request) {
        var body = Json.object();
        body.put("payment_id", request.providerPaymentId());
        body.set("amount", amount(request.amount()));
        describe(body, request.description(), REFUND_DESCRIPTION_LENGTH_MAX);
        body.putObject("metadata").put(REFUND_ID, request.refundId().toString());
        addReceipt(body, request.whole() ? null : request.receipt());
        return body;
    }

    /** A receipt sent after the money (54-FZ, Receipts): settled without cash, and delivered to the customer. */
    static ObjectNode receipt(ReceiptRequest request) {
        var subject = request.subject();
        var body = Json.object();
        if (subject.isRefund()) {
            body.put("type", ReceiptAnswers.REFUND).put("refund_id", subject.providerRefundId());
        } else {
            body.put("type", ReceiptAnswers.PAYMENT).put("payment_id", subject.providerPaymentId());
        }
        write(body, request.receipt());
        body.put("send", true);
        body.putArray("settlements").addObject().put("type", "cashless").set("amount", amount(subject.amount()));
        return body;
    }

    private static ObjectNode amount(Money money) {
        return Json.object().put("value", money.decimal()).put("currency", money.currency().name());
    }

    private static void describe(ObjectNode body, String description, int lengthMax) {
        if (!description.isBlank()) {
            body.put("description", Words.shorten(description, lengthMax));
        }
    }

    private static void addReceipt(ObjectNode body, @Nullable Receipt receipt) {
        if (receipt == null) {
            return;
        }
        write(body.putObject("receipt"), receipt);
    }

    /** An item's {@code amount} is its unit price; {@code measure} is required with receipts from YooKassa (54-FZ). */
    private static void write(ObjectNode node, Receipt receipt) {
        var customer = node.putObject("customer");
        if (receipt.email() != null) {
            customer.put("email", receipt.email());
        }
        if (receipt.phone() != null) {
            customer.put("phone", receipt.phone());
        }
        if (receipt.taxSystem() != null) {
            node.put("tax_system_code", receipt.taxSystem());
        }
        var items = node.putArray("items");
        for (var line : receipt.lines()) {
            var item = items.addObject();
            item.put("description", Words.shorten(line.description(), DESCRIPTION_LENGTH_MAX));
            item.put("quantity", line.quantity());
            item.set("amount", amount(line.unitPrice()));
            item.put("vat_code", line.vatCode());
            item.put("payment_subject", line.subject());
            item.put("payment_mode", line.mode());
            item.put("measure", "piece");
        }
    }
}
