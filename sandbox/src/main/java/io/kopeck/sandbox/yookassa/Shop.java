package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.RetrySchedule;
import io.kopeck.sandbox.engine.WebhookTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one test shop: its credentials and the switches a YooKassa manager would turn. */
public final class Shop implements WebhookTarget {

    /** What the shop can do; changed by control calls. */
    public record Settings(@Nullable URI webhookUrl, boolean recurring, boolean fiscalization) {}

    static final String CURRENCY = "RUB";

    /** 24 hours after the event (reference, 9.2); YooKassa does not publish the intervals, so these are ours. */
    private static final RetrySchedule RETRIES = new RetrySchedule(List.of(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6)), Integer.MAX_VALUE, Duration.ofHours(24));

    private final String id;
    private final byte[] secretKey;
    private final Settings initial;
    private volatile Settings settings;
    private volatile String publicUrl = "http://127.0.0.1";

    public Shop(String id, String secretKey, Settings settings) {
        this.id = id;
        this.secretKey = secretKey.getBytes(StandardCharsets.UTF_8);
        this.initial = settings;
        this.settings = settings;
    }

    String id() {
        return id;
    }

    /** The sub-account money goes to; one is enough for a test shop. */
    String gatewayId() {
        return "100700";
    }

    boolean knowsSecret(String given) {
        return MessageDigest.isEqual(secretKey, given.getBytes(StandardCharsets.UTF_8));
    }

    Settings settings() {
        return settings;
    }

    void change(Settings newSettings) {
        settings = newSettings;
    }

    void restoreInitialSettings() {
        settings = initial;
    }

    /** Where browsers reach the sandbox; known once it listens. */
    public void publishAt(String newPublicUrl) {
        publicUrl = newPublicUrl;
    }

    /** The hosted page of a payment or binding: it ends with the object's id. */
    String checkoutUrl(String objectId) {
        return publicUrl + "/checkout/yookassa/" + objectId;
    }

    @Override
    public @Nullable URI url() {
        return settings.webhookUrl();
    }

    @Override
    public String contentType() {
        return "application/json; charset=UTF-8";
    }

    /** Exactly 200; a 201 or 204 is redelivered (reference, 9.2). */
    @Override
    public boolean acknowledged(int status, byte[] answer) {
        return status == 200;
    }

    @Override
    public RetrySchedule retries() {
        return RETRIES;
    }
}
