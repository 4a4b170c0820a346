package io.kopeck.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that dunning sends at one of its moments.
 *
 * @param failure which failed attempt in a row, from 1; only for {@link Occasion#FAILURE}
 * @param message the message's name; its texts are found under it
 */
public record DunningMessage(Occasion occasion, @Nullable Integer failure, String message) {

    public DunningMessage {
        if ((occasion == Occasion.FAILURE) != (failure != null)) {
            throw new IllegalArgumentException("a message about a failure says which one, others do not");
        }
    }

    /** Whether it is sent at this moment; {@code failures} is the number of failed attempts in a row so far. */
    public boolean isFor(Occasion moment, int failures) {
        return occasion == moment && (failure == null || failure == failures);
    }

    /** The moments of dunning. */
    public enum Occasion {
        /** A charge failed, and the subscription goes on waiting. */
        FAILURE,
        /** Dunning has ended the subscription. */
        REMOVED,
        /** A further period was paid. */
        RENEWED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Occasion> of(String wireName) {
            return Arrays.stream(values()).filter(occasion -> occasion.wireName().equals(wireName)).findFirst();
        }
    }
}
