package io.kopeck.wallets;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.LocalDate;

/**
 * An operation to be charged to a wallet.
 *
 * @param customer whose wallet it is
 * @param taskId the caller's own name for the operation: the same one is never charged to the wallet twice, whatever its type
 *     and price; 1 to 200 characters
 * @param type as in the price list, 1 to 40 characters
 * @param day on which it counts against the wallet's limits, in the product's time zone
 * @param price what it costs when no free operation is left, positive, in the wallet's currency
 */
public record Charge(WalletId wallet, CustomerId customer, String taskId, String type, Money price, LocalDate day) {

    /** The longest name of an operation. */
    public static final int TASK_ID_LENGTH_MAX = 200;

    /** The longest name of a type. */
    public static final int TYPE_LENGTH_MAX = 40;

    public Charge {
        if (taskId.isEmpty() || taskId.length() > TASK_ID_LENGTH_MAX) {
            throw new IllegalArgumentException("a task id has 1 to " + TASK_ID_LENGTH_MAX + " characters");
        }
        if (type.isEmpty() || type.length() > TYPE_LENGTH_MAX) {
            throw new IllegalArgumentException("a type has 1 to " + TYPE_LENGTH_MAX + " characters");
        }
        if (!price.isPositive()) {
            throw new IllegalArgumentException("a price is positive");
        }
    }
}
