package io.kopeck.payments.internal;

import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Verdict;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what {@link io.kopeck.payments.Webhooks} promises: verifies and stores; {@link WebhookJob} acts. */
@Component
public class WebhookInbox {

    private static final int KEY_MAX = 300;
    private static final Logger log = LoggerFactory.getLogger(WebhookInbox.class);

    private final Acquirers acquirers;
    private final WebhookStore webhooks;
    private final PaymentStore payments;
    private final Jobs jobs;
    private final Transactions tx;
    private final Clock clock;
    private final CrashPoints crash;

    WebhookInbox(
            Acquirers acquirers, WebhookStore webhooks, PaymentStore payments, Jobs jobs, Transactions tx, Clock clock,
            CrashPoints crash) {
        this.acquirers = acquirers;
        this.webhooks = webhooks;
        this.payments = payments;
        this.jobs = jobs;
        this.tx = tx;
        this.clock = clock;
        this.crash = crash;
    }

    public Optional<Answer> receive(String provider, InboundWebhook webhook) {
        for (var account : acquirers.accountsAt(provider)) {
            switch (acquirers.account(account).read(webhook)) {
                case WebhookReading.Forged(var reason) ->
                        log.warn("event=webhook_refused account={} reason={}", account, reason);
                case WebhookReading.Ignored(var reason, var answer) -> {
                    log.info("event=webhook_ignored account={} reason={}", account, reason);
                    return Optional.of(answer);
                }
                case WebhookReading.Question question -> {
                    return Optional.of(question.answer().apply(verdict(account, question)));
                }
                case WebhookReading.Notice notice -> {
                    store(account, notice, webhook);
                    return Optional.of(notice.answer());
                }
            }
        }
        return Optional.empty();
    }

    /** The attempt asked about is the one that is now under way, by this customer, over this amount. */
    private Verdict verdict(String account, WebhookReading.Question question) {
        var row = payments.findById(question.reference().paymentId()).filter(found -> found.account().equals(account)).orElse(null);
        if (row == null || row.attempt() == null) {
            return Verdict.UNKNOWN_PAYMENT;
        }
        if (question.account() != null && !question.account().equals(row.customer().toString())) {
            return Verdict.OTHER_CUSTOMER;
        }
        if (!question.amount().equals(row.amount())) {
            return Verdict.OTHER_AMOUNT;
        }
        boolean underWay = row.attempts() == question.reference().attempt() && row.requireAttempt().state().isChecked()
                && !row.requireAttempt().methodRemoved() && clock.instant().isBefore(row.expiresAt());
        return underWay ? Verdict.EXPECTED : Verdict.TOO_LATE;
    }

    public int waiting() {
        return webhooks.waiting();
    }

    private void store(String account, WebhookReading.Notice notice, InboundWebhook webhook) {
        var key = notice.key().length() > KEY_MAX ? notice.key().substring(0, KEY_MAX) : notice.key();
        tx.run(() -> {
            boolean fresh = webhooks.insert(account, key, notice, webhook.body(), clock.instant());
            if (fresh) {
                jobs.wakeAfterCommit(WebhookJob.NAME);
            }
        });
        crash.pass(CrashPoint.WEBHOOK_BEFORE_ANSWER);
    }
}
