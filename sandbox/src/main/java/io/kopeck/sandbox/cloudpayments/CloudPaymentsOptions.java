package io.kopeck.sandbox.cloudpayments;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The terminal at CloudPayments.
 *
 * @param webhookUrl where notifications go: the type is added to it as a last segment; null: nowhere
 * @param publicId user name of the API
 * @param apiSecret its password, and the key of the notifications' signatures
 */
public record CloudPaymentsOptions(@Nullable URI webhookUrl, String publicId, String apiSecret) {

    public static final String DEFAULT_PUBLIC_ID = "test_api_kopeck_sandbox";
    public static final String DEFAULT_API_SECRET = "test_kopeck_sandbox_secret";

    public CloudPaymentsOptions {
        if (webhookUrl != null && (webhookUrl.getHost() == null || webhookUrl.getQuery() != null
                || !String.valueOf(webhookUrl.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException("webhookUrl must be an http or https address without a query");
        }
        if (publicId.isBlank() || publicId.contains(":")) {
            throw new IllegalArgumentException("publicId must not be blank or contain a colon");
        }
        if (apiSecret.isBlank()) {
            throw new IllegalArgumentException("apiSecret must not be blank");
        }
    }

    /** No notifications, default credentials. */
    public static CloudPaymentsOptions defaults() {
        return new CloudPaymentsOptions(null, DEFAULT_PUBLIC_ID, DEFAULT_API_SECRET);
    }

    public CloudPaymentsOptions withWebhookUrl(@Nullable URI newWebhookUrl) {
        return new CloudPaymentsOptions(newWebhookUrl, publicId, apiSecret);
    }

    public CloudPaymentsOptions withCredentials(String newPublicId, String newApiSecret) {
        return new CloudPaymentsOptions(webhookUrl, newPublicId, newApiSecret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CloudPaymentsOptions[webhookUrl=" + webhookUrl + ", publicId=" + publicId + "]";
    }
}
