package io.kopeck.payments.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Catalog;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lists the chargebacks of every account that has such a list. What was listed and how far is one commit; each span begins
 * before the last one ended, since chargebacks appear late, and what is known already changes nothing.
 */
@Component
class ChargebackJob implements Job {

    static final String NAME = "list-chargebacks";

    private static final Duration STEP = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofMinutes(30);
    private static final Duration OVERLAP = Duration.ofDays(3);
    private static final Duration SPAN_MAX = Duration.ofDays(Acquirer.CHARGEBACK_DAYS_MAX);

    /** More spans than this are listed by the next run. */
    private static final int SPANS_MAX = 24;

    private static final Logger log = LoggerFactory.getLogger(ChargebackJob.class);

    private final DisputeStore disputes;
    private final DisputeInbox inbox;
    private final Catalog catalog;
    private final Acquirers acquirers;
    private final Transactions tx;
    private final Clock clock;

    ChargebackJob(
            DisputeStore disputes, DisputeInbox inbox, Catalog catalog, Acquirers acquirers, Transactions tx, Clock clock) {
        this.disputes = disputes;
        this.inbox = inbox;
        this.catalog = catalog;
        this.acquirers = acquirers;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Optional<Instant> nextDue() {
        return disputes.nextPoll();
    }

    @Override
    public int runOnce() {
        return catalog.accounts().stream().map(AcquirerAccount::name).mapToInt(this::list).sum();
    }

    private int list(String account) {
        try {
            return list(account, acquirers.account(account));
        } catch (RuntimeException e) {
            log.warn("event=chargebacks_failed account={}", account, e);
            return 0;
        }
    }

    /** Answers how many spans were listed. */
    int list(String account, Acquirer acquirer) {
        int listed = 0;
        for (int i = 0; i < SPANS_MAX; i++) {
            var now = clock.instant();
            var cursor = disputes.cursor(account);
            if (cursor.isPresent() && now.isBefore(cursor.get().nextPollAt())) {
                break;
            }
            var known = cursor.map(DisputeStore.Cursor::listedUntil).orElse(now.minus(SPAN_MAX).plus(OVERLAP));
            var from = known.minus(OVERLAP);
            var to = from.plus(SPAN_MAX).isBefore(now) ? from.plus(SPAN_MAX) : now;
            if (!take(account, acquirer.chargebacks(from, to), known, to, now)) {
                break;
            }
            listed++;
        }
        return listed;
    }

    /** Commits a listing with the cursor behind it; false when there was none. */
    private boolean take(String account, ChargebackListing listing, Instant known, Instant to, Instant now) {
        return switch (listing) {
            case ChargebackListing.NotOffered _ -> false;
            case ChargebackListing.Unknown(var cause) -> {
                log.info("event=chargebacks_unknown account={} cause={}", account, cause);
                tx.run(() -> disputes.moveCursor(account, known, now.plus(RETRY)));
                yield false;
            }
            case ChargebackListing.Listed(var chargebacks) -> {
                tx.run(() -> {
                    chargebacks.forEach(one -> inbox.receive(
                            account, RefundCause.CHARGEBACK, one.id(), one.providerPaymentId(), one.amount(), now));
                    disputes.moveCursor(account, to, to.isBefore(now) ? now : now.plus(STEP));
                });
                yield true;
            }
        };
    }
}
