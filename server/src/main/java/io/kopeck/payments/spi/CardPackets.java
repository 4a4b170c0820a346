package io.kopeck.payments.spi;

/**
 * Cards entered on a page of our own, whose data the provider's script seals in the browser; an {@link Acquirer} may
 * implement it beside its own methods.
 *
 * <p>A packet is good for one charge: it is in no table, no log and no repeat. After a lost answer the payment is searched
 * with {@link Acquirer#find}, as one that is not {@link SentCharge#hosted}; when it is not found, or stays at a bank's page
 * that was never shown, the customer enters the card anew in another attempt.
 */
public interface CardPackets {

    /**
     * Charges a card, or holds the money. Where the bank wants to see the customer, nothing was taken yet.
     *
     * @param request has no saved method, and a return URL, which the bank's page sends the browser to with its answer
     * @throws IllegalArgumentException when the request names a saved method
     */
    PacketOutcome charge(ChargeRequest request, CardPacket packet);

    /**
     * Concludes a charge after the bank's page. After a lost answer the payment is fetched by its id, not concluded again.
     *
     * @param payment the payment the bank's page was about, as {@link PacketOutcome.AtBank} named it
     * @param bankAnswer what the bank's page sent with the browser, unread
     */
    ChargeOutcome conclude(ProviderReference payment, String bankAnswer);
}
