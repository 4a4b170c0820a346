package io.kopeck.payments.spi;

import java.net.URI;
import java.util.Map;

/** What is known of a charge of a sealed card after asking the provider once. */
public sealed interface PacketOutcome {

    /** The bank wants to see the customer first (3-D Secure); nothing was taken. */
    record AtBank(ProviderPayment payment, BankPage page) implements PacketOutcome {}

    /** As any other charge; {@link ChargeOutcome.Pending} only while the provider itself is working. */
    record Answered(ChargeOutcome outcome) implements PacketOutcome {}

    /**
     * A page of the bank's, which the customer's browser opens by a POST.
     *
     * @param fields the form's fields, names spelled exactly so
     */
    record BankPage(URI address, Map<String, String> fields) {

        public BankPage {
            fields = Map.copyOf(fields);
        }

        @Override
        public String toString() {
            return "BankPage[" + address.getHost() + "]";
        }
    }
}
