package io.kopeck.payments.spi;

/** What a notification turned out to be. */
public sealed interface WebhookReading {

    /** Not from the provider, or altered: answered 403 (or as {@code answer} says), nothing is stored as work. */
    record Forged(String reason) implements WebhookReading {}

    /** Genuine, but unreadable or of no interest: acknowledged so that it is not sent again. */
    record Ignored(String reason, Answer answer) implements WebhookReading {}

    /**
     * Genuine: something happened to this object, which is now fetched.
     *
     * @param key tells a repeat from news: the provider's event id, or event, object and status
     */
    record Notice(String key, Subject subject, String providerId, Answer answer) implements WebhookReading {}

    /** What a notice is about. */
    enum Subject {
        PAYMENT,
        REFUND,
        METHOD
    }

    /** How the provider wants the notification acknowledged. */
    record Answer(int status, String contentType, String body) {

        public static Answer ok() {
            return new Answer(200, "text/plain", "");
        }
    }
}
