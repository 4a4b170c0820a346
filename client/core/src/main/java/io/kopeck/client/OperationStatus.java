package io.kopeck.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an operation cost. */
public enum OperationStatus {

    /** One of the wallet's free operations was used, or the price list leaves the type out of billing. */
    @JsonProperty("free")
    FREE,

    /** Its price was taken from the balance. */
    @JsonProperty("charged")
    CHARGED,

    /** Its price is set aside, to be captured or released. */
    @JsonProperty("held")
    HELD,

    /** It did not come about: its price went back to the balance; a free one is only marked. */
    @JsonProperty("refunded")
    REFUNDED,

    /** It ended before anything was taken. */
    @JsonProperty("failed")
    FAILED
}
