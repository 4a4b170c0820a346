package io.kopeck.payments.internal;

import io.kopeck.identity.Users;
import io.kopeck.payments.internal.PaymentRow.AttemptRow;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Payer;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading.About;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls the acquirer about an attempt, outside any transaction, and hands the answer to {@link Settlement}. */
@Component
class Charging {

    private static final Logger log = LoggerFactory.getLogger(Charging.class);

    private final PaymentStore payments;
    private final Acquirers acquirers;
    private final Settlement settlement;
    private final Users users;
    private final Clock clock;
    private final CrashPoints crash;

    Charging(
            PaymentStore payments, Acquirers acquirers, Settlement settlement, Users users, Clock clock, CrashPoints crash) {
        this.payments = payments;
        this.acquirers = acquirers;
        this.settlement = settlement;
        this.users = users;
        this.clock = clock;
        this.crash = crash;
    }

    /** Makes the first call of an attempt that this process has just committed. */
    void send(PaymentRow row) {
        crash.pass(CrashPoint.CHARGE_BEFORE_CALL);
        var attempt = row.requireAttempt();
        var outcome = attempt.methodRemoved()
                ? new ChargeOutcome.Declined("consent_withdrawn", RetryAdvice.NEW_METHOD, null)
                : acquirers.account(row.account()).charge(request(row, attempt));
        crash.pass(CrashPoint.CHARGE_AFTER_CALL);
        settlement.settle(row, attempt.number(), outcome, true);
    }

    /** Finds out how an undecided attempt stands. Does nothing for a decided one. */
    void check(UUID customer, UUID payment, int number) {
        var row = payments.find(customer, payment, number);
        var attempt = row.requireAttempt();
        if (attempt.providerPaymentId() != null) {
            var outcome = acquirers.account(row.account()).fetch(
                    new ProviderReference(attempt.providerPaymentId(), row.amount(), sent(row, attempt)));
            settlement.settle(row, attempt.number(), outcome, false);
        } else if (attempt.state() == AttemptState.SENT || attempt.state() == AttemptState.UNKNOWN
                || attempt.state() == AttemptState.PARKED) {
            resolve(row, attempt);
        }
    }

    /** Finds out what a notification was about that names no payment we know yet: it overtook the answer to our own call. */
    void checkUnknown(String account, String providerId) {
        var outcome = acquirers.account(account).fetch(new ProviderReference(providerId, null));
        var payment = payment(outcome);
        var latest = payment == null || payment.paymentId() == null ? null : payments.findById(payment.paymentId()).orElse(null);
        if (latest == null || !latest.account().equals(account)) {
            return;
        }
        int number = payment.attempt() == null ? latest.attempts() : payment.attempt();
        var row = number > latest.attempts() ? latest : payments.find(latest.customer(), latest.id(), number);
        if (row.attempt() != null && row.attempt().providerPaymentId() == null) {
            settlement.settle(row, number, outcome, false);
        }
    }

    /**
     * Acts on a signed notification that names one of our charges under an id we do not know: asked about by our own
     * knowledge of it, or settled by the proof where the acquirer cannot be asked. What is said of an attempt that was
     * decided long ago is looked at by that id: it may be money that comes after all. False when it is none of ours.
     */
    boolean checkNamed(String account, String providerId, About about) {
        var named = payments.findById(about.paymentId()).orElse(null);
        if (named == null || !named.account().equals(account) || about.attempt() > named.attempts()) {
            return false;
        }
        var row = payments.find(named.customer(), named.id(), about.attempt());
        if (about.proof() != null) {
            settlement.settle(row, about.attempt(), new ChargeOutcome.Succeeded(about.proof()), false);
        } else if (row.requireAttempt().state().isDecided()) {
            lookAfterwards(row, row.requireAttempt(), providerId);
        } else {
            check(named.customer(), named.id(), about.attempt());
        }
        return true;
    }

    private void lookAfterwards(PaymentRow row, AttemptRow attempt, String providerId) {
        var outcome = acquirers.account(row.account()).fetch(new ProviderReference(providerId, row.amount()));
        if (outcome instanceof ChargeOutcome.Unknown(var cause)) {
            throw new StillUnknown(cause);
        }
        boolean another = !providerId.equals(attempt.providerPaymentId());
        if (another && attempt.tookMoney() && outcome instanceof ChargeOutcome.Succeeded) {
            log.error("event=paid_twice payment={} attempt={} account={}", row.id(), attempt.number(), row.account());
        }
        settlement.settle(row, attempt.number(), outcome, false);
    }

    private static @Nullable ProviderPayment payment(ChargeOutcome outcome) {
        return switch (outcome) {
            case ChargeOutcome.Succeeded(var payment) -> payment;
            case ChargeOutcome.Held(var payment, _) -> payment;
            case ChargeOutcome.Pending(var payment, _) -> payment;
            case ChargeOutcome.Declined(_, _, var payment) -> payment;
            case ChargeOutcome.Unknown(var cause) -> throw new StillUnknown(cause);
            case ChargeOutcome.Rejected _ -> null;
        };
    }

    /**
     * The answer was lost. Within the key's life the same call is repeated: the provider answers for the first one. After
     * it, or when the method must not be charged any more, it is searched by our reference instead, never repeated.
     */
    private void resolve(PaymentRow row, AttemptRow attempt) {
        var acquirer = acquirers.account(row.account());
        boolean mayRepeat = clock.instant().isBefore(attempt.keyExpiresAt()) && !attempt.methodRemoved();
        if (mayRepeat) {
            var outcome = acquirer.charge(request(row, attempt));
            if (!provesNothing(outcome)) {
                settlement.settle(row, attempt.number(), outcome, false);
                return;
            }
        }
        var found = acquirer.find(sent(row, attempt));
        boolean neverCreated = found instanceof ChargeOutcome.Rejected(var code, _) && code.equals(ChargeOutcome.Rejected.NOT_FOUND);
        settlement.settle(row, attempt.number(), found, neverCreated && firstCallHasEnded(attempt));
    }

    /** Once the first call has certainly ended, not finding the payment proves that it was never created. */
    private boolean firstCallHasEnded(AttemptRow attempt) {
        return clock.instant().isAfter(attempt.sentAt().plus(Schedule.CALL_MAX));
    }

    /** A repeat that was refused without a payment says nothing about the first call. */
    private static boolean provesNothing(ChargeOutcome outcome) {
        return (outcome instanceof ChargeOutcome.Rejected(var code, _) && !code.equals(ChargeOutcome.Rejected.KEY_CONFLICT))
                || (outcome instanceof ChargeOutcome.Declined declined && declined.payment() == null);
    }

    private ChargeRequest request(PaymentRow row, AttemptRow attempt) {
        var returnUrl = attempt.customerPresent() && row.returnUrl() != null ? URI.create(row.returnUrl()) : null;
        var email = returnUrl == null ? null : users.email(row.customerId()).orElse(null);
        return new ChargeRequest(
                reference(row, attempt), attempt.idempotencyKey(), row.amount(), row.description(), row.capture(),
                savesMethod(row, attempt), attempt.token(), returnUrl, row.expiresAt(), new Payer(row.customer(), email, row.telegramUserId()),
                row.receipt());
    }

    private SentCharge sent(PaymentRow row, AttemptRow attempt) {
        return new SentCharge(
                reference(row, attempt), row.amount(), attempt.sentAt(), attempt.token() == null, savesMethod(row, attempt),
                clock.instant().isAfter(row.expiresAt()));
    }

    private static ChargeReference reference(PaymentRow row, AttemptRow attempt) {
        return new ChargeReference(row.id(), attempt.number(), attempt.invoice());
    }

    private static boolean savesMethod(PaymentRow row, AttemptRow attempt) {
        return row.saveMethod() && attempt.token() == null;
    }
}
