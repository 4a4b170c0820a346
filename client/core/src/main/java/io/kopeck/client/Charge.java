package io.kopeck.client;

import java.util.Objects;

/**
 * An operation to be charged.
 *
 * @param type as in the product's price list, such as {@code generate}
 * @param taskId the caller's own name for this piece of work, 1 to 200 characters: chosen before the call, kept for every repeat
 *     of it, and never used for other work. A wallet is never charged twice for one
 */
public record Charge(Owner owner, String type, String taskId) {

    public Charge {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(taskId, "taskId");
    }
}
