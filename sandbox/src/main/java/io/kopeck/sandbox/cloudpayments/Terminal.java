package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.RetrySchedule;
import io.kopeck.sandbox.engine.WebhookTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The one test terminal: its credentials and the switches of the merchant's cabinet. */
final class Terminal implements WebhookTarget {

    /** When a card is saved for later charges; it takes an AccountId in any case. */
    enum Saving { ALWAYS, ASKED, NEVER }

    /**
     * What the terminal does; changed by control calls.
     *
     * @param webhookUrl the type of the notification is added to it as a last segment; null: nobody listens
     * @param check the merchant is asked before every authorization
     * @param fiscalization every charge and refund must bring a CustomerReceipt
     * @param blockDeclined two declines of one group within a day block the card for a day
     */
    record Settings(@Nullable URI webhookUrl, boolean check, Saving saving, boolean fiscalization, boolean blockDeclined) {}

    static final String CURRENCY = "RUB";

    /** Up to 100 attempts, the last gap repeating (reference, 9). */
    private static final RetrySchedule RETRIES = new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(2),
            Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(30)), 99, Duration.ofDays(366));

    private final String publicId;
    private final String apiSecret;
    private final Settings initial;
    private final Channels channels = new Channels(this);
    private volatile Settings settings;
    private volatile String publicUrl = "http://127.0.0.1";

    Terminal(String publicId, String apiSecret, Settings settings) {
        this.publicId = publicId;
        this.apiSecret = apiSecret;
        this.initial = settings;
        this.settings = settings;
    }

    String publicId() {
        return publicId;
    }

    /** Whether these are the terminal's credentials, told in constant time. */
    boolean knows(String login, String password) {
        boolean loginKnown = MessageDigest.isEqual(publicId.getBytes(StandardCharsets.UTF_8), login.getBytes(StandardCharsets.UTF_8));
        boolean passwordKnown = MessageDigest.isEqual(apiSecret.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
        return loginKnown & passwordKnown;
    }

    Settings settings() {
        return settings;
    }

    void change(Settings newSettings) {
        settings = newSettings;
    }

    Channels channels() {
        return channels;
    }

    void restoreInitialSettings() {
        settings = initial;
        channels.forget();
    }

    /** Where browsers reach the sandbox; known once it listens. */
    void publishAt(String newPublicUrl) {
        publicUrl = newPublicUrl;
    }

    String publicUrl() {
        return publicUrl;
    }

    /** The hosted page of an order, or of a transaction that waits for the bank: it ends with the id. */
    String checkoutUrl(String id) {
        return publicUrl + "/checkout/cloudpayments/" + id;
    }

    @Override
    public @Nullable URI url() {
        return settings.webhookUrl();
    }

    @Override
    public String contentType() {
        return "application/x-www-form-urlencoded";
    }

    /** Exactly 200 with code 0; anything else is told again (reference, 9). */
    @Override
    public boolean acknowledged(int status, byte[] answer) {
        if (status != 200) {
            return false;
        }
        try {
            var code = Json.MAPPER.readTree(answer).path("code");
            return code.isIntegralNumber() && code.canConvertToInt() && code.intValue() == 0;
        } catch (JacksonException e) {
            return false;
        }
    }

    @Override
    public RetrySchedule retries() {
        return RETRIES;
    }

    @Override
    public Map<String, String> headers(byte[] body) {
        return Signature.headers(apiSecret, body);
    }

    @Override
    public String text(byte[] body) {
        return NetForm.decode(new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Each type has an address of its own. */
    @Override
    public WebhookTarget of(Notification notification) {
        return new OfType(this, channels.of(notification.event()));
    }

    private record OfType(Terminal terminal, Channels.Channel channel) implements WebhookTarget {
        @Override
        public @Nullable URI url() {
            return channel.enabled() ? channel.address() : null;
        }

        @Override
        public String method() {
            return channel.method();
        }

        @Override
        public String contentType() {
            return terminal.contentType();
        }

        @Override
        public boolean acknowledged(int status, byte[] answer) {
            return terminal.acknowledged(status, answer);
        }

        @Override
        public RetrySchedule retries() {
            return terminal.retries();
        }

        @Override
        public Map<String, String> headers(byte[] body) {
            return terminal.headers(body);
        }

        @Override
        public String text(byte[] body) {
            return terminal.text(body);
        }

        @Override
        public Duration patience() {
            return terminal.patience();
        }
    }
}
