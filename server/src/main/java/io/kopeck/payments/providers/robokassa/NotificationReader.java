package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.About;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Reads ResultURL notifications (Robokassa, Callbacks): a query or a form, signed with the second password over the sum
 * exactly as it stands there. Anything but the text {@code OK} and the number counts as not received. A real payment is
 * asked about; a test payment cannot be, so that its notification is itself the proof, and only to a test shop.
 */
record NotificationReader(Shop shop) {

    private static final int LENGTH_MAX = 64 * 1024;

    WebhookReading read(InboundWebhook webhook) {
        var text = webhook.method().equals("GET") ? webhook.query() : webhook.body();
        var fields = text.length() > LENGTH_MAX ? null : Form.read(text);
        if (fields == null) {
            return new WebhookReading.Forged("no form that can be read");
        }
        var sum = fields.getOrDefault("OutSum", "");
        var number = fields.getOrDefault("InvId", "");
        if ("1".equals(fields.get("IsTest")) != shop.test()) {
            return new WebhookReading.Forged("a test payment is for test shops only, and they have no other");
        }
        if (!shop.isSigned(fields.getOrDefault("SignatureValue", ""), sum, number, References.among(fields))) {
            return new WebhookReading.Forged("the signature is not the provider's");
        }
        var answer = new Answer(200, "text/plain", "OK" + number);
        if (!Words.isNumber(number)) {
            return new WebhookReading.Ignored("a payment without a number of ours", answer);
        }
        var own = References.fromWire(References.among(fields));
        boolean named = own.paymentId() != null && own.attempt() != null;
        var key = "result:" + number + ":" + sum;
        if (!shop.test()) {
            return notice(key, number, named ? new About(own.paymentId(), own.attempt(), null) : null, answer);
        }
        var proof = named ? proof(number, own, Words.roubles(sum), fields.get("PaymentMethod")) : null;
        return proof == null
                ? new WebhookReading.Ignored("a test payment that names no charge of ours", answer)
                : notice(key, number, new About(own.paymentId(), own.attempt(), proof), answer);
    }

    private static WebhookReading notice(String key, String number, @Nullable About about, Answer answer) {
        return new WebhookReading.Notice(key, Subject.PAYMENT, number, about, answer);
    }

    private static @Nullable ProviderPayment proof(String number, References own, @Nullable Money sum, @Nullable String kind) {
        if (sum == null) {
            return null;
        }
        var method = kind == null || !Words.isKey(kind)
                ? null
                : new ProviderMethod(number, false, kind, null, null, null, null, null, null);
        return new ProviderPayment(number, null, sum, own.paymentId(), own.attempt(), null, method);
    }
}
