package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.cloudpayments.Transaction.Decision;
import io.kopeck.sandbox.cloudpayments.Transaction.Source;
import io.kopeck.sandbox.cloudpayments.Transaction.Status;
import io.kopeck.sandbox.cloudpayments.Transaction.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a payment (reference, 2 to 6). Methods that take a {@link Change} run inside it. */
final class Payments {

    /** Time at the bank's page; the provider names none, so this is ours. */
    static final Duration BANK_PAGE_TERM = Duration.ofHours(1);
    /** Time a hold lasts (reference, 4). */
    static final Duration HOLD_TERM = Duration.ofDays(7);
    private static final long PENDING_DEFAULT_MS = Duration.ofHours(1).toMillis();

    private final TerminalState state;
    private final Terminal terminal;
    private final Receipts receipts;
    private final CheckQuestion question;

    Payments(TerminalState state, Terminal terminal, Receipts receipts, CheckQuestion question) {
        this.state = state;
        this.terminal = terminal;
        this.receipts = receipts;
        this.question = question;
    }

    /** A payment that is not decided and not yet in the books; outside any change, because the merchant is asked about it. */
    record Opened(Transaction transaction, ReasonCode checked) {}

    /** Opens a payment and asks the merchant about it, if the terminal does that. */
    Opened open(Transaction.Terms terms, Money amount, Source source) {
        state.checkRoom();
        var transaction = new Transaction(state.nextNumber(), Transaction.Kind.PAYMENT, Status.AWAITING_AUTHENTICATION, amount, terms, state.now(),
                Step.RELEASE, null, source, null, null, Transaction.Returned.NOTHING, null);
        return new Opened(transaction, terminal.settings().check() ? question.ask(transaction) : ReasonCode.APPROVED);
    }

    /** Charges a card the customer entered: declined, sent to the bank's page, or settled. */
    Transaction charge(Change change, Opened opened, boolean force3ds, @Nullable Fault fault) {
        var transaction = opened.transaction();
        var card = Objects.requireNonNull(transaction.source().card());
        var refused = refusal(change, opened);
        if (refused != null) {
            return refused;
        }
        if (card.expiry().isBefore(YearMonth.from(change.now().atZone(ZoneOffset.UTC)))) {
            return decline(change, transaction, ReasonCode.EXPIRED_CARD);
        }
        if (fault != null && fault.kind() == FaultKind.PENDING) {
            return pending(change, transaction, fault);
        }
        if ((card.threeDs() || force3ds) && transaction.terms().decline() == null) {
            return change.put(transaction.waiting(Step.BANK_PAGE, change.now().plus(BANK_PAGE_TERM)));
        }
        return conclude(change, transaction);
    }

    /** Charges a saved card: nobody is there to be asked by the bank (reference, 3). */
    Transaction chargeToken(Change change, Opened opened, @Nullable Fault fault) {
        var transaction = opened.transaction();
        var card = transaction.source().card();
        if (card == null) {
            return decline(change, transaction, ReasonCode.CROSS_TERMINAL_TOKEN_RESTRICTION);
        }
        var refused = refusal(change, opened);
        if (refused != null) {
            return refused;
        }
        if (fault != null && fault.kind() == FaultKind.PENDING) {
            return pending(change, transaction, fault);
        }
        if (fault != null && fault.kind() == FaultKind.REQUIRES_3DS) {
            return decline(change, transaction, ReasonCode.AUTHENTICATION_FAILED);
        }
        return conclude(change, transaction);
    }

    /** What stops a charge before the card is tried: the merchant's answer, or a block. */
    private @Nullable Transaction refusal(Change change, Opened opened) {
        if (opened.checked() != ReasonCode.APPROVED) {
            return decline(change, opened.transaction(), opened.checked());
        }
        var struck = terminal.settings().blockDeclined() ? state.strikes.blocking(opened.transaction(), change.now()) : null;
        return struck == null ? null
                : decline(change, opened.transaction(), new Decision(change.now(), struck.reason(), null, null, true, struck.blockedUntil()));
    }

    private static Transaction pending(Change change, Transaction transaction, Fault fault) {
        return change.put(transaction.waiting(Step.RELEASE, change.now().plusMillis(fault.delayMsOr(PENDING_DEFAULT_MS))));
    }

    /** The customer came back from the bank's page. */
    Transaction authenticated(Change change, Transaction transaction, boolean passed) {
        return passed ? conclude(change, transaction) : decline(change, transaction, ReasonCode.AUTHENTICATION_FAILED);
    }

    /** Ends the waiting an injected fault began. */
    Transaction release(Change change, Transaction transaction, boolean passed) {
        return passed ? conclude(change, transaction) : decline(change, transaction, ReasonCode.DO_NOT_HONOR);
    }

    /** Takes a hold, or a part of it. */
    Transaction confirm(Change change, Transaction held, Money amount, @Nullable String jsonData) {
        if (held.status() != Status.AUTHORIZED || held.kind() != Transaction.Kind.PAYMENT || amount.minor() > held.amount().minor()) {
            throw Refusal.silent();
        }
        var receipt = jsonData != null ? receipts.checked(jsonData, amount.minor(), change.now())
                : receipts.checked(held.terms().jsonData(), amount.minor(), held.createdAt());
        var confirmed = change.put(held.completed(amount, held.source(), decision(held), change.now()));
        change.settle(Book.Kind.CHARGE, confirmed, null, amount);
        receipts.issue(change, receipt, Receipts.INCOME, confirmed);
        tell(change, Notices.CONFIRM, confirmed);
        return confirmed;
    }

    /** Gives a hold back. */
    Transaction cancel(Change change, Transaction held) {
        if (held.status() != Status.AUTHORIZED) {
            throw Refusal.because("Transaction can not be voided in status " + held.status().wireName());
        }
        var cancelled = change.put(held.cancelled());
        tell(change, Notices.CANCEL, cancelled);
        return cancelled;
    }

    /** Moves on a payment whose time has come; true when it expired. A hold that was not taken ends without a notification. */
    boolean due(Change change, Transaction transaction) {
        switch (transaction.status()) {
            case AWAITING_AUTHENTICATION -> {
                boolean released = transaction.waitsFor(Step.RELEASE);
                if (released) {
                    release(change, transaction, true);
                } else {
                    authenticated(change, transaction, false);
                }
                return !released;
            }
            case AUTHORIZED -> {
                change.put(transaction.cancelled());
                return true;
            }
            case COMPLETED, CANCELLED, DECLINED -> {
                return false;
            }
        }
        throw new AssertionError(transaction.status());
    }

    private Transaction conclude(Change change, Transaction transaction) {
        var terms = transaction.terms();
        var card = Objects.requireNonNull(transaction.source().card());
        var decline = terms.decline() != null ? terms.decline() : card.decline() != null || !terms.byToken() ? card.decline() : card.declineLater();
        return decline != null ? decline(change, transaction, decline) : pass(change, transaction, card);
    }

    private Transaction pass(Change change, Transaction transaction, Card card) {
        var source = transaction.terms().save() ? saved(change, transaction, card) : transaction.source();
        var decision = new Decision(change.now(), ReasonCode.APPROVED, Ids.authCode(), Ids.rrn(), false, null);
        Transaction passed;
        if (transaction.terms().twoStage()) {
            passed = change.put(transaction.authorized(source, decision, change.now().plus(HOLD_TERM)));
        } else {
            passed = change.put(transaction.completed(transaction.amount(), source, decision, change.now()));
            change.settle(Book.Kind.CHARGE, passed, null, passed.amount());
            receipts.issue(change, JsonData.receipt(passed.terms().jsonData()), Receipts.INCOME, passed);
        }
        var order = transaction.terms().orderId() == null ? null : state.orders.get(transaction.terms().orderId());
        if (order != null) {
            change.put(order.tried(passed.number()).paid(change.now()));
        }
        tell(change, Notices.PAY, passed);
        return passed;
    }

    private Source saved(Change change, Transaction transaction, Card card) {
        var accountId = Objects.requireNonNull(transaction.terms().accountId());
        var known = state.saved.find(accountId, card);
        var saved = known != null ? known : change.put(new SavedCard(Ids.token(), accountId, card, transaction.number()));
        return new Source(saved.card(), saved.token(), saved.firstNumber());
    }

    private Transaction decline(Change change, Transaction transaction, ReasonCode reason) {
        @Nullable Instant retryAfter = terminal.settings().blockDeclined() ? state.strikes.blockAfter(transaction, reason, change.now()) : null;
        return decline(change, transaction, new Decision(change.now(), reason, null, null, false, retryAfter));
    }

    private Transaction decline(Change change, Transaction transaction, Decision decision) {
        var declined = change.put(transaction.declined(decision));
        tell(change, Notices.FAIL, declined);
        return declined;
    }

    private static void tell(Change change, String type, Transaction transaction) {
        change.tell(type, transaction.id(), transaction.id(), Notices.of(type, transaction));
    }

    private static Decision decision(Transaction transaction) {
        return Objects.requireNonNull(transaction.decision(), "the transaction is not decided");
    }
}
