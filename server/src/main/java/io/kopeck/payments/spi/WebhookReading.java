package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * @param about which of our charges the provider says it is about; null when it does not say
     */
    record Notice(String key, Subject subject, String providerId, @Nullable About about, Answer answer)
            implements WebhookReading {}

    /**
     * Genuine: the provider asks, before it takes the money, whether this payment is expected. Answered at once.
     *
     * @param account the customer as the provider was told; null when it does not say
     */
    record Question(ChargeReference reference, Money amount, @Nullable String account, Function<Verdict, Answer> answer)
            implements WebhookReading {}

    /** What a notice is about. */
    enum Subject {
        PAYMENT,
        REFUND,
        METHOD
    }

    /**
     * The charge a notice names, believed because the notice is signed.
     *
     * @param proof the paid payment, from providers that cannot be asked about it; null where it can be fetched
     */
    record About(UUID paymentId, int attempt, @Nullable ProviderPayment proof) {}

    /** Our answer to a {@link Question}. */
    enum Verdict {
        EXPECTED,
        UNKNOWN_PAYMENT,
        OTHER_CUSTOMER,
        OTHER_AMOUNT,
        /** Paid, given up, or its time is over. */
        TOO_LATE
    }

    /** How the provider wants the notification acknowledged. */
    record Answer(int status, String contentType, String body) {

        public static Answer ok() {
            return new Answer(200, "text/plain", "");
        }
    }
}
