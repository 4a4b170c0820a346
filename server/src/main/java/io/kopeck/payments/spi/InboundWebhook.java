package io.kopeck.payments.spi;

import java.util.List;
import java.util.Map;

/**
 * A notification as it arrived.
 *
 * @param headers names in lower case
 * @param sourceAddress the peer's address, or the one a trusted proxy reports
 * @param body the raw body, at most 256 KiB
 */
public record InboundWebhook(Map<String, List<String>> headers, String sourceAddress, String body) {

    @Override
    public String toString() {
        return "InboundWebhook[from " + sourceAddress + ", " + body.length() + " characters]";
    }
}
