package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request that YooKassa would refuse; texts are those seen on the wire wherever one is known. */
final class ApiError extends RuntimeException {

    /** The error as it is remembered with the idempotence key it burned. */
    record Content(int status, String id, String code, String description, @Nullable String parameter) {}

    private final transient Content content;

    private ApiError(int status, String code, String description, @Nullable String parameter) {
        this(new Content(status, UUID.randomUUID().toString(), code, description, parameter));
    }

    ApiError(Content content) {
        super(content.description(), null, false, false);
        this.content = content;
    }

    static ApiError invalid(@Nullable String parameter, String description) {
        return new ApiError(400, "invalid_request", description, parameter);
    }

    static ApiError unknownPayment() {
        return invalid("payment_id", "Incorrect payment_id. Payment doesn't exist or access denied");
    }

    static ApiError unknownMethod() {
        return invalid("payment_method_id", "This payment_method_id doesn't exist. Specify the id of the saved payment_method");
    }

    static ApiError badReceipt() {
        return invalid("receipt", "Receipt is missing or illegal");
    }

    static ApiError keyDuplicated() {
        return invalid("Idempotence-Key", "Idempotence key duplicated");
    }

    static ApiError badCredentials() {
        return new ApiError(401, "invalid_credentials",
                "Error in shopId or secret key. Check their validity. You can reissue the key in the Merchant Profile", null);
    }

    static ApiError badLogin() {
        return new ApiError(401, "invalid_credentials", "Login has illegal format", null);
    }

    static ApiError notRecurring() {
        return new ApiError(403, "forbidden",
                "This store can't make recurring payments. Contact the YooMoney manager to learn more", null);
    }

    static ApiError forbidden(String description) {
        return new ApiError(403, "forbidden", description, null);
    }

    static ApiError notFound(String what) {
        return new ApiError(404, "not_found", what + " doesn't exist", null);
    }

    static ApiError tooManyRequests() {
        return new ApiError(429, "too_many_requests", "Too many requests", null);
    }

    static ApiError internal() {
        return new ApiError(500, "internal_server_error", "Internal server error", null);
    }

    /** The sandbox's own bound, not the provider's. */
    static ApiError full(String what) {
        return new ApiError(503, "sandbox_full", "The sandbox holds its maximum of " + what + "; reset it with POST /control/reset", null);
    }

    Content content() {
        return content;
    }

    ObjectNode toWire() {
        var node = Json.object().put("type", "error").put("id", content.id()).put("code", content.code())
                .put("description", content.description());
        if (content.parameter() != null) {
            node.put("parameter", content.parameter());
        }
        return node;
    }
}
