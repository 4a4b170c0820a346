package io.kopeck.api.wallet;

import io.kopeck.api.web.Fields;
import io.kopeck.wallets.Charge;
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

    /** @param operations 1 to 100 */
    record Batch(@Nullable List<@Nullable Operate> operations) {}
}
