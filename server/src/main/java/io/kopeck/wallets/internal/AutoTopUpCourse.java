package io.kopeck.wallets.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodUse;
import io.kopeck.payments.PaymentView;
import io.kopeck.platform.events.EventLog;
import io.kopeck.wallets.AutoTopUp;
import io.kopeck.wallets.WalletEvent.AutoTopUpStopped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How automatic top-ups go on, in the transactions that decide it: at once after a success, a day later after a failure, and after
 * a few failures or without the method no more. A payment of this kind is told by its having nowhere to send a customer back to.
 */
@Component
class AutoTopUpCourse implements MethodUse {

    /** How long after a failure the next is tried. */
    private static final Duration RETRY = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(AutoTopUpCourse.class);

    private final AutoTopUpStore store;
    private final WalletDesk wallets;
    private final EventLog events;

    AutoTopUpCourse(AutoTopUpStore store, WalletDesk wallets, EventLog events) {
        this.store = store;
        this.wallets = wallets;
        this.events = events;
    }

    static boolean isAutomatic(PaymentView payment) {
        return payment.returnToken() == null;
    }

    /** Does nothing for a payment that was not automatic. */
    void succeeded(PaymentView payment, Instant now) {
        rowOf(payment).ifPresent(row -> store.updateFailures(row, 0, now, now));
    }

    /** Does nothing for a payment that was not automatic. */
    void failed(PaymentView payment, String code, Instant now) {
        rowOf(payment).ifPresent(row -> failed(row, code, now));
    }

    /** Returns how many have failed in a row. */
    int failed(AutoTopUpRow row, String code, Instant now) {
        int failures = row.failures() + 1;
        if (failures >= AutoTopUp.FAILURES_MAX) {
            stop(row, code, now);
        } else {
            store.updateFailures(row, failures, now.plus(RETRY), now);
        }
        return failures;
    }

    private Optional<AutoTopUpRow> rowOf(PaymentView payment) {
        return !isAutomatic(payment) ? Optional.empty()
                : wallets.find(payment.customer(), payment.product()).flatMap(wallet -> store.find(payment.customer(), wallet.id()));
    }

    private void stop(AutoTopUpRow row, String reason, Instant now) {
        store.delete(row.customer(), row.wallet());
        events.append(now, new AutoTopUpStopped(row.customer(), row.wallet(), row.product().value(), reason));
        log.info("event=auto_top_up_stopped wallet={} reason={}", row.wallet(), reason);
    }

    @Override
    public void methodSaved(CustomerId customer, MethodId method, Instant now) {
        // Nothing is filled by a method that was not chosen for it.
    }

    @Override
    public void methodRemoved(CustomerId customer, MethodId method, Instant now) {
        store.chargingMethod(customer, method).forEach(row -> stop(row, "method_removed", now));
    }
}
