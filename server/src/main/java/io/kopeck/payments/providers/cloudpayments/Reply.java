package io.kopeck.payments.providers.cloudpayments;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an HTTP exchange proved. */
sealed interface Reply {

    /**
     * The provider's envelope, HTTP 200. {@code success} is about the request, not about the money; {@code model} is a
     * missing node where there was none; {@code message} is fit for an operator's eyes.
     */
    record Body(boolean success, JsonNode model, @Nullable String message) implements Reply {

        /** Whether this is the documented answer to a search without a result. */
        boolean isNotFound() {
            return !success && !model.isObject() && "Not found".equalsIgnoreCase(message);
        }

        /** Whether the request itself was refused: no success, nothing to show, at most a text. */
        boolean isRefusal() {
            return !success && !model.isObject();
        }

        @Override
        public String toString() {
            return "Body[success=" + success + "]";
        }
    }

    /** Refused before it was looked at; nothing was done by this request. */
    record Refusal(String code, String detail) implements Reply {}

    /** No answer that proves anything. */
    record Nothing(String cause) implements Reply {}
}
