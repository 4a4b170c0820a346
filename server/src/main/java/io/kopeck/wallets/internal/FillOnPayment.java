package io.kopeck.wallets.internal;

import io.kopeck.kernel.Money;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.Transfer;
import io.kopeck.ledger.Transfer.Reason;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.platform.events.EventLog;
import io.kopeck.wallets.WalletEvent.WalletToppedUp;
import io.kopeck.wallets.WalletEvent.WalletUnblocked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A top-up succeeded: what is owed is paid first, the rest is put into the wallet. */
@Component
class FillOnPayment implements PaymentPurpose {

    private static final Logger log = LoggerFactory.getLogger(FillOnPayment.class);

    private final PurseStore purses;
    private final ObjectProvider<Methods> methods;
    private final AutoTopUpCourse automatic;
    private final Ledger ledger;
    private final EventLog events;

    FillOnPayment(PurseStore purses, ObjectProvider<Methods> methods, AutoTopUpCourse automatic, Ledger ledger, EventLog events) {
        this.purses = purses;
        this.methods = methods;
        this.automatic = automatic;
        this.ledger = ledger;
        this.events = events;
    }

    @Override
    public Purpose purpose() {
        return Purpose.TOP_UP;
    }

    @Override
    public Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now) {
        if (payment.savesMethod() && method != null) {
            methods.getObject().keep(payment, method, now);
        }
        var purse = purses.lock(payment.customer(), payment.product());
        var amount = payment.settled();
        var paid = amount.compareTo(purse.debt()) < 0 ? amount : purse.debt();
        var rest = amount.minus(paid);
        if (paid.isPositive()) {
            ledger.post(new Transfer(
                    payment.customer(), "debt_payment", purse.deposit(), purse.receivable(), paid, Reason.DEBT_PAYMENT, payment.id().value(),
                    null, now));
        }
        if (rest.isPositive()) {
            ledger.post(new Transfer(
                    payment.customer(), "top_up", purse.deposit(), purse.account(), rest, Reason.TOP_UP, payment.id().value(), null, now));
        }
        var debt = purse.debt().minus(paid);
        boolean stillBlocked = purse.blocked() && debt.isPositive();
        var filled = purse.with(purse.balance().plus(rest), debt, stillBlocked);
        purses.update(filled, now);
        automatic.succeeded(payment, now);
        tell(payment, purse, filled, paid, now);
        return Completion.DONE;
    }

    private void tell(PaymentView payment, Purse before, Purse after, Money paid, Instant now) {
        events.append(now, new WalletToppedUp(
                payment.customer(), after.id(), after.product().value(), payment.id(), payment.settled().minor(), paid.minor(),
                after.balance().minor(), payment.settled().currency().name()));
        if (before.blocked() && !after.blocked()) {
            events.append(now, new WalletUnblocked(payment.customer(), after.id(), after.product().value()));
        }
        log.info("event=wallet_topped_up wallet={} payment={} amount={} debt_paid={}", after.id(), payment.id(), payment.settled(), paid);
    }

    @Override
    public boolean declined(PaymentView payment, RetryAdvice advice, Instant now) {
        automatic.failed(payment, "declined", now);
        return false;
    }

    @Override
    public boolean rejected(PaymentView payment, Instant now) {
        automatic.failed(payment, "rejected", now);
        return false;
    }

    @Override
    public void confirmationNeeded(PaymentView payment, Instant now) {
        // Whoever asked for it gets the link in the answer; of an automatic one the event tells.
    }
}
