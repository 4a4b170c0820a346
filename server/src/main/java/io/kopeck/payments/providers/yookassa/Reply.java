package io.kopeck.payments.providers.yookassa;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an HTTP exchange proved. */
sealed interface Reply {

    /** Carried out, HTTP 200: the object in its present state. */
    record Body(JsonNode json) implements Reply {

        @Override
        public String toString() {
            return "Body[not shown]";
        }
    }

    /** Refused, nothing was done by this request. {@code detail} is fit for an operator's eyes. */
    record Refusal(int status, String code, @Nullable String parameter, String detail) implements Reply {

        boolean concerns(String name) {
            return name.equals(parameter);
        }
    }

    /** No answer that proves anything. */
    record Nothing(String cause) implements Reply {}
}
