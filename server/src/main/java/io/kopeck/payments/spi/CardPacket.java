package io.kopeck.payments.spi;

import org.jspecify.annotations.Nullable;

/**
 * A sealed card.
 *
 * @param sealed the text of the provider's script, unread
 * @param payerAddress the IP address the customer entered it from
 * @param cardholder the name on the card, in Latin letters; null when not asked for
 */
public record CardPacket(String sealed, String payerAddress, @Nullable String cardholder) {

    @Override
    public String toString() {
        return "CardPacket[not shown]";
    }
}
