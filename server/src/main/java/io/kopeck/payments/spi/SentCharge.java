package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A charge made earlier, as we remember it: what an adapter needs to ask about it.
 *
 * @param sentAt when it was first sent
 * @param hosted the customer fills it in on the provider's page, so that a first decline there need not be the last word
 * @param saveMethod whether the method was to be kept
 * @param expired our time for it is over: where the provider lets us, asking also ends it there
 */
public record SentCharge(
        ChargeReference reference,
        Money amount,
        Instant sentAt,
        boolean hosted,
        boolean saveMethod,
        boolean expired) {

    public UUID paymentId() {
        return reference.paymentId();
    }

    public int attempt() {
        return reference.attempt();
    }
}
