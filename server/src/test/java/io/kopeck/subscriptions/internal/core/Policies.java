package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.CancellationPolicy.Later;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/** The rules of the demo's products, as far as the core knows them. */
final class Policies {

    static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    static final BillingInterval WEEK = BillingInterval.of(Unit.WEEK);

    private Policies() {}

    /** Access ends at the first failure; seven daily attempts, the end on day 7; full refund within two days. */
    static Terms cinema() {
        return new Terms(WEEK, ZONE, dunning(7, 7, false, false),
                new CancellationPolicy(true, Duration.ofDays(2), Later.NO_AUTO_PAYMENT));
    }

    /** Three daily attempts with access kept; full refund within an hour, later the unused whole months. */
    static Terms movix() {
        return new Terms(WEEK, ZONE, dunning(3, 3, true, true),
                new CancellationPolicy(false, Duration.ofHours(1), Later.REFUND_UNUSED_MONTHS));
    }

    /** Three daily attempts with access kept, the third failure ends it; no refunds. */
    static Terms channel() {
        return new Terms(WEEK, ZONE, dunning(3, 3, true, true), new CancellationPolicy(false, Duration.ZERO, Later.NO_AUTO_PAYMENT));
    }

    private static DunningPolicy dunning(int attempts, int windowDays, boolean keepsAccess, boolean expiresWhenExhausted) {
        return new DunningPolicy(IntStream.range(0, attempts).mapToObj(Duration::ofDays).toList(), Duration.ofDays(windowDays),
                keepsAccess, expiresWhenExhausted, List.of());
    }
}
