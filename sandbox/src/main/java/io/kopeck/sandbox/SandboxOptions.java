package io.kopeck.sandbox;

import io.kopeck.sandbox.cloudpayments.CloudPaymentsOptions;
import io.kopeck.sandbox.robokassa.RobokassaOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is started. {@code SandboxOptions.defaults().withPort(8090)} and so on.
 *
 * @param port of the HTTP server; 0: any free one
 * @param smtpPort of the mail catcher; 0: any free one, -1: no mail catcher
 * @param webhookUrl where YooKassa's notifications go; null: nowhere. A control call can change it later
 * @param dataDir where the state is kept; null: in memory only
 * @param shopId user name of YooKassa's API, digits
 * @param secretKey its password
 * @param recurring the shops may charge saved methods
 * @param fiscalization the shops demand receipts
 * @param startAt what the clock reads at the start; null: system time. A clock kept in {@code dataDir} wins
 * @param publicUrl where browsers reach the sandbox; null: {@code http://127.0.0.1:port}
 * @param objectsMax how many payments, and how many refunds, each acquirer holds before it refuses more
 * @param cloudPayments the terminal at CloudPayments
 * @param robokassa the shop at Robokassa
 */
public record SandboxOptions(int port, int smtpPort, @Nullable URI webhookUrl, @Nullable Path dataDir, String shopId, String secretKey,
        boolean recurring, boolean fiscalization, @Nullable Instant startAt, @Nullable URI publicUrl, int objectsMax,
        CloudPaymentsOptions cloudPayments, RobokassaOptions robokassa) {

    public static final String DEFAULT_SHOP_ID = "100500";
    public static final String DEFAULT_SECRET_KEY = "test_kopeck_sandbox_key";
    public static final int DEFAULT_OBJECTS_MAX = 2_000_000;

    public SandboxOptions {
        checkPort("port", port, 0);
        checkPort("smtpPort", smtpPort, -1);
        if (!shopId.matches("\\d{1,20}")) {
            throw new IllegalArgumentException("shopId must be 1 to 20 digits");
        }
        if (secretKey.isBlank()) {
            throw new IllegalArgumentException("secretKey must not be blank");
        }
        checkWeb("webhookUrl", webhookUrl);
        checkWeb("publicUrl", publicUrl);
        if (objectsMax < 1) {
            throw new IllegalArgumentException("objectsMax must be positive");
        }
    }

    /** Any free ports, memory only, no webhooks, default credentials. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, 0, null, null, DEFAULT_SHOP_ID, DEFAULT_SECRET_KEY, true, false, null, null, DEFAULT_OBJECTS_MAX,
                CloudPaymentsOptions.defaults(), RobokassaOptions.defaults());
    }

    public SandboxOptions withPort(int newPort) {
        return new SandboxOptions(newPort, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withSmtpPort(int newSmtpPort) {
        return new SandboxOptions(port, newSmtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withWebhookUrl(@Nullable URI newWebhookUrl) {
        return new SandboxOptions(port, smtpPort, newWebhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withDataDir(@Nullable Path newDataDir) {
        return new SandboxOptions(port, smtpPort, webhookUrl, newDataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withCredentials(String newShopId, String newSecretKey) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, newShopId, newSecretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withRecurring(boolean newRecurring) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, newRecurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withFiscalization(boolean newFiscalization) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, newFiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withStartAt(@Nullable Instant newStartAt) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, newStartAt, publicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withPublicUrl(@Nullable URI newPublicUrl) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, newPublicUrl, objectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withObjectsMax(int newObjectsMax) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, newObjectsMax,
                cloudPayments, robokassa);
    }

    public SandboxOptions withCloudPayments(CloudPaymentsOptions newCloudPayments) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                newCloudPayments, robokassa);
    }

    public SandboxOptions withRobokassa(RobokassaOptions newRobokassa) {
        return new SandboxOptions(port, smtpPort, webhookUrl, dataDir, shopId, secretKey, recurring, fiscalization, startAt, publicUrl, objectsMax,
                cloudPayments, newRobokassa);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SandboxOptions[port=" + port + ", smtpPort=" + smtpPort + ", webhookUrl=" + webhookUrl + ", dataDir=" + dataDir + ", shopId=" + shopId
                + ", recurring=" + recurring + ", fiscalization=" + fiscalization + ", startAt=" + startAt + ", publicUrl=" + publicUrl + ", cloudPayments=" + cloudPayments
                + ", robokassa=" + robokassa + "]";
    }

    private static void checkPort(String name, int port, int min) {
        if (port < min || port > 65_535) {
            throw new IllegalArgumentException(name + " must be " + min + " to 65535");
        }
    }

    private static void checkWeb(String name, @Nullable URI url) {
        if (url != null && (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme())))) {
            throw new IllegalArgumentException(name + " must be an http or https address");
        }
    }
}
