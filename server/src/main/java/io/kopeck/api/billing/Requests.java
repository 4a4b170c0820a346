package io.kopeck.api.billing;

import io.kopeck.catalog.PromoCode;
import io.kopeck.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that self-service takes. */
final class Requests {

    private Requests() {}

    /**
     * @param tariff the tariff's id
     * @param paymentMethod the id of a saved method; some products do without
     * @param promoCode lowers the first payment or prolongs the trial; may be left out
     */
    record Subscribe(@Nullable UUID tariff, @Nullable UUID paymentMethod, @Nullable String promoCode) {

        /** @throws Problem 400 when it cannot be one */
        @Nullable String validPromoCode() {
            if (promoCode != null && !PromoCode.isValid(promoCode.toUpperCase(Locale.ROOT))) {
                throw Problem.badRequest("invalid_field", "A field of the body has a wrong value")
                        .with("errors", Map.of("promo_code", "is 3 to 40 letters, digits, _ and -"));
            }
            return promoCode;
        }
    }

    /** @param paymentMethodId the id of a saved method */
    record ChangeMethod(@Nullable UUID paymentMethodId) {}

    /** @param tariff the id of the other tariff */
    record ChangeTariff(@Nullable UUID tariff) {}

    /** @param until when the subscription runs on by itself, in the future */
    record Pause(@Nullable Instant until) {

        private static final Duration PAUSE_MAX = Duration.ofDays(366);

        /** @throws Problem 400 when it is not in the coming year */
        Instant validUntil(Instant now) {
            var moment = require(until, "until");
            if (!moment.isAfter(now) || moment.isAfter(now.plus(PAUSE_MAX))) {
                throw Problem.badRequest("invalid_field", "A field of the body has a wrong value")
                        .with("errors", Map.of("until", "is a moment in the coming 366 days"));
            }
            return moment.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** @throws Problem 400 naming the missing field */
    static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw Problem.badRequest("invalid_field", "A field of the body is missing").with("errors", Map.of(field, "is missing"));
        }
        return value;
    }
}
