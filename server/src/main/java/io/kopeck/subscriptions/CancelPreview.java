package io.kopeck.subscriptions;

import io.kopeck.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What cancelling now would do. */
public sealed interface CancelPreview {

    /**
     * It would be done.
     *
     * @param status the subscription's status afterwards
     * @param refund what would go back; null for nothing
     * @param accessUntil until when access would last; the present moment when it would end at once
     */
    record Possible(SubscriptionStatus status, @Nullable Money refund, Instant accessUntil) implements CancelPreview {}

    /** It would be refused. */
    record Refused(ChangeResult.Reason reason) implements CancelPreview {}
}
