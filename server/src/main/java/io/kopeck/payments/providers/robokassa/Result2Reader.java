package io.kopeck.payments.providers.robokassa;

import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Subject;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads ResultUrl2 notifications (Robokassa, Callbacks): a token signed with the provider's key, which alone announces a
 * hold. It names no sum of ours, the payment is asked about. Any 2xx stops the redelivery.
 *
 * @param key the key of the provider's certificate; null when none is configured: then nothing is believed, what comes is
 *     acknowledged, and holds are found by asking
 */
record Result2Reader(Shop shop, @Nullable PublicKey key) {

    private static final int LENGTH_MAX = 64 * 1024;
    private static final String TYPE = "PaymentStateNotification";

    WebhookReading read(InboundWebhook webhook) {
        if (webhook.body().length() > LENGTH_MAX) {
            return new WebhookReading.Forged("too long");
        }
        if (key == null) {
            return isToThisShop(Tokens.unverified(webhook.body().strip()))
                    ? ignored("no certificate to verify it with")
                    : new WebhookReading.Forged("no notification to this shop");
        }
        var token = Tokens.verified(webhook.body().strip(), key);
        if (token == null) {
            return new WebhookReading.Forged("no token that the provider signed");
        }
        if (!isToThisShop(token)) {
            return new WebhookReading.Forged("no notification to this shop");
        }
        var data = token.path("data");
        var number = Json.text(data, "invId");
        var operation = Json.text(data, "opKey");
        if (!Words.isNumber(number) || !Words.isKey(operation) || !"OK".equals(Json.text(data, "state"))) {
            return ignored("no state of a payment of ours");
        }
        return new WebhookReading.Notice("result2:" + number + ":" + operation, Subject.PAYMENT, number, null, Answer.ok());
    }

    /** Another shop's notification is left to that shop's account. */
    private boolean isToThisShop(@Nullable JsonNode token) {
        return token != null && TYPE.equals(Json.text(token.path("header"), "type"))
                && shop.login().equals(Json.text(token.path("data"), "shop"));
    }

    private static WebhookReading ignored(String reason) {
        return new WebhookReading.Ignored(reason, Answer.ok());
    }
}
