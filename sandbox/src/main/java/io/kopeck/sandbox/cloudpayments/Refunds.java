package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.cloudpayments.Transaction.Decision;
import io.kopeck.sandbox.cloudpayments.Transaction.Returned;
import io.kopeck.sandbox.cloudpayments.Transaction.Status;
import io.kopeck.sandbox.cloudpayments.Transaction.Step;
import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Money;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides what becomes of a refund or a chargeback (reference, 4). Runs inside a {@link Change}. */
final class Refunds {

    private static final int AGE_MAX_YEARS = 1;

    private final TerminalState state;
    private final Receipts receipts;

    Refunds(TerminalState state, Receipts receipts) {
        this.state = state;
        this.receipts = receipts;
    }

    /** A refund: of what is left at most, of payments of the last year. */
    Transaction create(Change change, Transaction payment, Money amount, @Nullable String jsonData, boolean byApi, @Nullable Fault fault) {
        boolean tooOld = payment.createdAt().atZone(ZoneOffset.UTC).plusYears(AGE_MAX_YEARS).toInstant().isBefore(change.now());
        boolean refused = fault != null && fault.kind() == FaultKind.REFUND_CANCELED;
        if (amount.minor() < 1 || amount.minor() > payment.returnableMinor() || tooOld || refused) {
            throw Refusal.silent();
        }
        var receipt = byApi ? receipts.checked(jsonData, amount.minor(), change.now()) : null;
        var t = payment.terms();
        var terms = new Transaction.Terms(t.invoiceId(), t.accountId(), t.email(), t.description(), jsonData, t.ipAddress(), t.name(), t.culture(),
                t.initiator(), t.orderId(), false, false, null);
        var refund = new Transaction(state.nextNumber(), Transaction.Kind.REFUND, Status.AWAITING_AUTHENTICATION, amount, terms, change.now(),
                Step.RELEASE, null, payment.source(), null, null, Returned.NOTHING, payment.number());
        var returned = payment.returned();
        if (fault != null && fault.kind() == FaultKind.PENDING) {
            change.put(payment.returning(new Returned(returned.refundedMinor(), returned.refundingMinor() + amount.minor(), returned.chargedBackMinor())));
            return change.put(refund.waiting(Step.RELEASE, change.now().plusMillis(fault.delayMsOr(Duration.ofHours(1).toMillis()))));
        }
        return complete(change, refund, payment, receipt, returned.refundingMinor());
    }

    /** Ends an undecided refund; true: it succeeds. A refused one is not told. */
    Transaction conclude(Change change, Transaction refund, boolean succeeds) {
        var payment = payment(refund);
        var returned = payment.returned();
        long refundingLeft = returned.refundingMinor() - refund.amount().minor();
        if (succeeds) {
            return complete(change, refund, payment, JsonData.receipt(refund.terms().jsonData()), refundingLeft);
        }
        change.put(payment.returning(new Returned(returned.refundedMinor(), refundingLeft, returned.chargedBackMinor())));
        return change.put(refund.declined(new Decision(change.now(), ReasonCode.UNABLE_TO_PROCESS, null, null, false, null)));
    }

    private Transaction complete(Change change, Transaction refund, Transaction payment, @Nullable JsonNode receipt, long refundingLeft) {
        var decision = new Decision(change.now(), ReasonCode.APPROVED, null, Ids.rrn(), false, null);
        var completed = change.put(refund.completed(refund.amount(), refund.source(), decision, change.now()));
        var returned = payment.returned();
        var refunded = change.put(payment.returning(
                new Returned(returned.refundedMinor() + refund.amount().minor(), refundingLeft, returned.chargedBackMinor())));
        change.settle(Book.Kind.REFUND, refunded, refund.id(), refund.amount());
        receipts.issue(change, receipt, Receipts.INCOME_RETURN, completed);
        change.tell(Notices.REFUND, completed.id(), payment.id(), Notices.of(Notices.REFUND, completed));
        return completed;
    }

    /** The payer took the money back through their bank: no notification tells of it, only the list. */
    Dispute dispute(Change change, Transaction payment, Money amount) {
        var returned = payment.returned();
        var disputed = change.put(payment.returning(
                new Returned(returned.refundedMinor(), returned.refundingMinor(), returned.chargedBackMinor() + amount.minor())));
        var dispute = change.put(new Dispute(state.nextNumber(), payment.number(), amount, change.now()));
        change.settle(Book.Kind.CHARGEBACK, disputed, Long.toString(dispute.number()), amount);
        return dispute;
    }

    private Transaction payment(Transaction refund) {
        return Objects.requireNonNull(state.transactions.find(Objects.requireNonNull(refund.originalNumber())), "the refunded payment");
    }
}
