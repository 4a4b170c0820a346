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

    /** A free operation or an amount is set aside for it, to be captured or released. */
    @JsonProperty("held")
    HELD,

    /** What was set aside went back, because it was released or its time ran out. */
    @JsonProperty("released")
    RELEASED,

    /** It did not come about: its price went back to the balance; a free one is only marked. */
    @JsonProperty("refunded")
    REFUNDED,

    /** It ended before anything was taken. */
    @JsonProperty("failed")
    FAILED
}
