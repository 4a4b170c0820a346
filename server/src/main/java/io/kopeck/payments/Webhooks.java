package io.kopeck.payments;

import io.kopeck.payments.internal.WebhookInbox;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading.Answer;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes the acquirers' notifications: verified, stored raw, acknowledged as the provider demands, acted on afterwards. */
@Component
public final class Webhooks {

    private final WebhookInbox inbox;

    Webhooks(WebhookInbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Stores a notification for the provider. A repeat is acknowledged and changes nothing.
     *
     * @return how to acknowledge it; empty when it is forged, or there is no account at this provider
     */
    public Optional<Answer> receive(String provider, InboundWebhook webhook) {
        return inbox.receive(provider, webhook);
    }

    /** How many notifications wait to be acted on. */
    public int waiting() {
        return inbox.waiting();
    }
}
