package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.About;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Subject;
import io.kopeck.payments.spi.WebhookReading.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads notifications (Notifications). Only the address tells the kinds apart. Everything genuine is answered with code 0,
 * also what nobody can use, or it is sent again up to a hundred times; only the question before a payment has other codes.
 *
 * @param takesTestMoney whether payments of the provider's test mode are expected
 */
record NotificationReader(Signature signature, boolean takesTestMoney) {

    private static final int LENGTH_MAX = 256 * 1024;

    /** A number that names no attempt: notifications tell the provider's form of our reference only. */
    private static final long NO_INVOICE = 0;

    /** The payment cannot be accepted. */
    private static final int NOT_ACCEPTED = 13;

    WebhookReading read(InboundWebhook webhook) {
        var text = text(webhook);
        if (text == null) {
            return new WebhookReading.Forged("neither GET nor POST");
        }
        boolean form = webhook.method().equals("GET") || !isJson(webhook);
        if (!signature.isGenuine(webhook.headers(), text, form)) {
            return new WebhookReading.Forged("no signature of the provider's");
        }
        var fields = text.length() > LENGTH_MAX ? null : form ? Fields.ofForm(text) : Fields.ofJson(text);
        return switch (webhook.kind()) {
            case "check" -> question(fields);
            case "pay", "fail", "confirm", "cancel" -> notice(webhook.kind(), Subject.PAYMENT, fields);
            case "refund" -> notice(webhook.kind(), Subject.REFUND, fields);
            case "recurrent", "receipt" -> ignored("a kind of no interest", 0);
            default -> ignored("a kind that is not known here", 0);
        };
    }

    private WebhookReading question(@Nullable Fields fields) {
        var invoice = fields == null ? null : fields.invoice();
        if (fields == null || invoice == null) {
            return ignored("a question about a payment that is not ours", code(Verdict.UNKNOWN_PAYMENT));
        }
        var amount = fields.amount();
        if (amount == null) {
            return ignored("a question about an amount that cannot be read", code(Verdict.OTHER_AMOUNT));
        }
        if ("1".equals(fields.text("TestMode")) && !takesTestMoney) {
            return ignored("a question about test money", NOT_ACCEPTED);
        }
        return new WebhookReading.Question(
                new ChargeReference(invoice.paymentId(), invoice.attempt(), NO_INVOICE),
                amount,
                fields.text("AccountId"),
                verdict -> answer(code(verdict)));
    }

    /** A transaction is told of once in each kind, apart from repeats. */
    private static WebhookReading notice(String kind, Subject subject, @Nullable Fields fields) {
        var id = fields == null ? null : fields.text("TransactionId");
        if (fields == null || !Words.isTransaction(id)) {
            return ignored("no transaction", 0);
        }
        var invoice = fields.invoice();
        var about = invoice == null ? null : new About(invoice.paymentId(), invoice.attempt(), null);
        return new WebhookReading.Notice(kind + ":" + id, subject, id, about, answer(0));
    }

    /** What is signed: the body of a POST, the query of a GET; null for anything else. */
    private static @Nullable String text(InboundWebhook webhook) {
        return switch (webhook.method()) {
            case "POST" -> webhook.body();
            case "GET" -> webhook.query();
            default -> null;
        };
    }

    private static boolean isJson(InboundWebhook webhook) {
        return webhook.headers().getOrDefault("content-type", List.of()).stream().anyMatch(type -> type.contains("json"));
    }

    /** The codes of the question before a payment (Check). */
    private static int code(Verdict verdict) {
        return switch (verdict) {
            case EXPECTED -> 0;
            case UNKNOWN_PAYMENT -> 10;
            case OTHER_CUSTOMER -> 11;
            case OTHER_AMOUNT -> 12;
            case TOO_LATE -> 20;
        };
    }

    private static WebhookReading ignored(String reason, int code) {
        return new WebhookReading.Ignored(reason, answer(code));
    }

    private static Answer answer(int code) {
        return new Answer(200, "application/json", "{\"code\":" + code + "}");
    }
}
