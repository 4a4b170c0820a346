package io.kopeck.sandbox.cloudpayments;

import org.jspecify.annotations.Nullable;

/** A request that is not carried out: HTTP 200 with {@code Success:false}, unless the status says otherwise. */
final class Refusal extends RuntimeException {

    private final int status;
    private final @Nullable String wireMessage;

    private Refusal(int status, @Nullable String wireMessage) {
        super(wireMessage, null, false, false);
        this.status = status;
        this.wireMessage = wireMessage;
    }

    static Refusal because(String message) {
        return new Refusal(200, message);
    }

    /** The provider gives no reason for refused confirmations and refunds. */
    static Refusal silent() {
        return new Refusal(200, null);
    }

    static Refusal notFound() {
        return because("Not found");
    }

    /** The sandbox's own bound, not the provider's. */
    static Refusal full(String what) {
        return new Refusal(503, "The sandbox holds its maximum of " + what + "; reset it with POST /control/reset");
    }

    int status() {
        return status;
    }

    @Nullable String wireMessage() {
        return wireMessage;
    }
}
