package io.kopeck.sandbox.cloudpayments;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a card: what the API may show and how the test card behaves. The number itself is not kept.
 *
 * @param decline declines always
 * @param declineLater declines charges by token
 */
record Card(String firstSix, String lastFour, YearMonth expiry, Brand brand, boolean threeDs, @Nullable ReasonCode decline,
        @Nullable ReasonCode declineLater) {

    /** Only Visa's code is documented (reference, 5). */
    enum Brand {
        VISA("Visa", 0), MASTERCARD("Mastercard", 1), MIR("МИР", 3);

        private final String wireName;
        private final int code;

        Brand(String wireName, int code) {
            this.wireName = wireName;
            this.code = code;
        }

        String wireName() {
            return wireName;
        }

        int code() {
            return code;
        }
    }

    /** Tells this card from others without its number: no two test cards share it. */
    String fingerprint() {
        return firstSix + lastFour + expiry;
    }

    String expiryOnCard() {
        int month = expiry.getMonthValue();
        return (month < 10 ? "0" : "") + month + "/" + Integer.toString(expiry.getYear()).substring(2);
    }

    /** The spacing is the provider's. */
    String mask() {
        return firstSix.substring(0, 4) + " " + firstSix.substring(4) + "****** " + lastFour;
    }
}
