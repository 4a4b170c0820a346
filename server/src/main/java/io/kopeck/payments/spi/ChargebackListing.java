package io.kopeck.payments.spi;

import java.util.List;

/** What is known of a span's chargebacks after asking the provider once. */
public sealed interface ChargebackListing {

    /** All of them, each once. */
    record Listed(List<Chargeback> chargebacks) implements ChargebackListing {

        public Listed {
            chargebacks = List.copyOf(chargebacks);
        }
    }

    /** Nothing certain is known: no answer, a refusal, a list that was not read to its end. Ask for the span again. */
    record Unknown(String cause) implements ChargebackListing {}

    /** The provider has no such list: chargebacks come otherwise, or not at all. */
    record NotOffered() implements ChargebackListing {}
}
