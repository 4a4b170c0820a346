package io.kopeck.payments.spi;

import java.util.List;
import java.util.Map;

/**
 * A notification as it arrived.
 *
 * @param method {@code GET} or {@code POST}
 * @param kind what follows the provider's name in the address, such as {@code pay}; empty when nothing does
 * @param query the raw query string; empty when there is none
 * @param headers names in lower case
 * @param sourceAddress the peer's address, or the one a trusted proxy reports
 * @param body the raw body, at most 256 KiB
 */
public record InboundWebhook(
        String method, String kind, String query, Map<String, List<String>> headers, String sourceAddress, String body) {

    @Override
    public String toString() {
        return "InboundWebhook[" + method + " " + kind + " from " + sourceAddress + ", " + body.length() + " characters]";
    }
}
