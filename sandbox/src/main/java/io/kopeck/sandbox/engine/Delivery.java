package io.kopeck.sandbox.engine;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The delivery of one notification. Mutable; guarded by the lock of {@link Webhooks}. */
final class Delivery {

    enum Status {
        QUEUED, HELD_BACK, RETRYING, DELIVERED, DROPPED, GAVE_UP, NO_URL, OVERFLOW;

        boolean isFinal() {
            return switch (this) {
                case QUEUED, HELD_BACK, RETRYING -> false;
                case DELIVERED, DROPPED, GAVE_UP, NO_URL, OVERFLOW -> true;
            };
        }
    }

    final Notification notification;
    /** A copy is made by a fault or a replay: it is not remembered over a restart. */
    final boolean copy;
    /** Redelivery ends {@link RetrySchedule#life} after this. */
    final Instant livesFrom;
    /** Set when accepted; a reset starts a new one, which orphans what is on its way. */
    int generation;
    long order;
    Instant dueAt;
    Status status = Status.QUEUED;
    boolean pastFaults;
    int tries;
    @Nullable Integer lastHttpStatus;
    @Nullable String lastError;

    Delivery(Notification notification, boolean copy, Instant now) {
        this.notification = notification;
        this.copy = copy;
        this.livesFrom = now;
        this.dueAt = now;
    }

    /** Whether the next try after {@code triesBefore} was made, or will not be made by {@code now} at all. */
    boolean wasTriedSince(int triesBefore, Instant now) {
        return tries > triesBefore || status.isFinal() || status == Status.HELD_BACK || (pastFaults && dueAt.isAfter(now));
    }

    Webhooks.Shown shown() {
        var n = notification;
        return new Webhooks.Shown(n.seq(), n.provider(), n.event(), n.objectId(), n.paymentId(), copy, status.name().toLowerCase(Locale.ROOT),
                tries, lastHttpStatus, lastError, n.raisedAt(), status.isFinal() ? null : dueAt);
    }
}
