package io.kopeck.sandbox.yookassa;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A card being saved without a charge ({@code /payment_methods}, reference 7), in one state. */
record Binding(String id, long seq, Status status, Payment.@Nullable Step waitsFor, @Nullable Method method,
        @Nullable Confirmation confirmation, Map<String, @Nullable String> metadata, @Nullable Decline decline, boolean force3ds,
        Instant createdAt, @Nullable Instant dueAt, @Nullable Decline refusal) implements Stored {

    enum Status { PENDING, ACTIVE, INACTIVE }

    @Override
    public String statusName() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    boolean waitsFor(Payment.Step step) {
        return status == Status.PENDING && waitsFor == step;
    }

    Binding waitingAtBank(Method by) {
        return new Binding(id, seq, Status.PENDING, Payment.Step.BANK_PAGE, by, confirmation, metadata, decline, force3ds, createdAt, dueAt, null);
    }

    Binding active(Method saved) {
        return new Binding(id, seq, Status.ACTIVE, null, saved, confirmation, metadata, decline, force3ds, createdAt, null, null);
    }

    Binding inactive(Decline why, @Nullable Method by) {
        return new Binding(id, seq, Status.INACTIVE, null, by, confirmation, metadata, decline, force3ds, createdAt, null, why);
    }
}
