package io.kopeck.api.wallet;

import io.kopeck.api.web.Fields;
import io.kopeck.wallets.Charge;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that wallets take. */
final class Requests {

    private Requests() {}

    /**
     * An operation to be charged. Either {@code telegramId} or {@code customerId} says whose wallet.
     *
     * @param type as in the price list
     * @param taskId the caller's own name for it: the same one is never charged twice; 1 to 200 characters
     */
    record Operate(@Nullable Long telegramId, @Nullable UUID customerId, @Nullable String type, @Nullable String taskId) {

        /** @param at where the fields stand, such as {@code operations[3].}; empty at the top */
        void check(Fields fields, String at) {
            if ((telegramId == null) == (customerId == null)) {
                fields.refuse(at + "telegram_id", "either this or customer_id is needed");
            } else if (telegramId != null && telegramId <= 0) {
                fields.refuse(at + "telegram_id", "has to be greater than zero");
            }
            fields.text(at + "type", type, Charge.TYPE_LENGTH_MAX);
            fields.text(at + "task_id", taskId, Charge.TASK_ID_LENGTH_MAX);
        }
    }

    /**
     * Money to be put into a wallet. Neither {@code telegramId} nor {@code customerId}: the caller's own.
     *
     * @param amount a decimal such as {@code 300}, as the product takes them
     * @param paymentMethod the saved method to charge; null for one that the customer fills in
     * @param saveMethod whether the acquirer keeps a method that is filled in; null is no
     */
    record TopUp(
            @Nullable Long telegramId, @Nullable UUID customerId, @Nullable String amount, @Nullable UUID paymentMethod,
            @Nullable Boolean saveMethod) {}

    /**
     * How a wallet is to be filled by itself.
     *
     * @param threshold below this much it is filled, a decimal
     * @param amount with this much, a decimal, as the product takes them
     * @param paymentMethod the saved method that is charged
     */
    record AutoTopUp(@Nullable String threshold, @Nullable String amount, @Nullable UUID paymentMethod) {}

    /**
     * An operation to be held; the first four as in {@link Operate}.
     *
     * @param amount the most that can be captured, a decimal string; the price list's price when left out
     * @param expiresIn after how many seconds what is held goes back, 60 to 604800; 3600 when left out
     */
    record HoldBody(
            @Nullable Long telegramId, @Nullable UUID customerId, @Nullable String type, @Nullable String taskId, @Nullable String amount,
            @Nullable Long expiresIn) {

        private static final Duration MIN = Duration.ofMinutes(1);
        private static final Duration MAX = Duration.ofDays(7);
        private static final Duration OTHERWISE = Duration.ofHours(1);

        Operate operation() {
            return new Operate(telegramId, customerId, type, taskId);
        }

        Duration duration(Fields fields) {
            if (expiresIn == null) {
                return OTHERWISE;
            }
            if (expiresIn < MIN.toSeconds() || expiresIn > MAX.toSeconds()) {
                fields.refuse("expires_in", "has to be " + MIN.toSeconds() + " to " + MAX.toSeconds() + " seconds");
                return OTHERWISE;
            }
            return Duration.ofSeconds(expiresIn);
        }
    }

    /** @param amount how much of what is held, a decimal string; all when left out */
    record CaptureBody(@Nullable String amount) {}

    /**
     * @param perDay the most that may be spent in a day, a decimal string; null for no limit
     * @param perMonth likewise in a month
     */
    record LimitsBody(@Nullable String perDay, @Nullable String perMonth) {}

    /** @param operations 1 to 100 */
    record BatchBody(@Nullable List<@Nullable Operate> operations) {}
}
