package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Subject;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads notifications (YooKassa API v3, Notifications). They carry no signature and no event id: the source address is
 * what is checked here, and the object is what has to be fetched then. Only exactly 200 stops the redelivery, which
 * otherwise goes on for 24 hours, so that everything genuine is acknowledged, also what nobody can use.
 */
record NotificationReader(Networks networks, boolean sandbox) {

    private static final int BODY_LENGTH_MAX = 256 * 1024;

    WebhookReading read(InboundWebhook webhook) {
        if (!isFromProvider(webhook.sourceAddress())) {
            return new WebhookReading.Forged("the source address is not the provider's");
        }
        if (webhook.body().length() > BODY_LENGTH_MAX) {
            return ignored("too long");
        }
        var json = Json.read(webhook.body());
        if (json == null || !"notification".equals(Json.text(json, "type"))) {
            return ignored("no notification");
        }
        var event = Json.text(json, "event", "");
        var subject = subject(event);
        if (subject == null) {
            return ignored("an event of no interest");
        }
        var id = Json.text(json.path("object"), "id");
        if (!Words.isId(id)) {
            return ignored("no object");
        }
        var status = Words.code(Json.text(json.path("object"), "status"), "");
        return new WebhookReading.Notice(event + ":" + id + ":" + status, subject, id, null, Answer.ok());
    }

    /** An event is named object.status. */
    private static @Nullable Subject subject(String event) {
        if (!event.matches("[a-z_]{1,32}\\.[a-z_]{1,32}")) {
            return null;
        }
        return switch (event.substring(0, event.indexOf('.'))) {
            case "payment" -> Subject.PAYMENT;
            case "refund" -> Subject.REFUND;
            case "payment_method" -> Subject.METHOD;
            default -> null;
        };
    }

    /** An IPv4 address written as IPv6 is read as IPv4. The sandbox calls from this machine, the provider never does. */
    private boolean isFromProvider(String source) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(source);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return networks.contain(address) || sandbox && address.isLoopbackAddress();
    }

    private static WebhookReading ignored(String reason) {
        return new WebhookReading.Ignored(reason, Answer.ok());
    }
}
