package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Money;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides what becomes of a refund (reference, 8). Cards are refunded at once. Runs inside a {@link Change}. */
final class Refunds {

    /** Why a refund may end canceled. */
    static final Set<String> CANCEL_REASONS = new java.util.TreeSet<>(Set.of("general_decline", "insufficient_funds", "rejected_by_payee",
            "rejected_by_timeout", "yoo_money_account_closed", "payment_expired"));

    private static final int AGE_MAX_YEARS = 3;

    record Request(String paymentId, Money amount, @Nullable String description, Map<String, @Nullable String> metadata,
            @Nullable JsonNode receipt) {

        static Request fromWire(Fields body) {
            return new Request(body.requiredText("payment_id", 64), body.requiredMoney("amount", Shop.CURRENCY),
                    body.text("description", 250), body.metadata(), body.raw("receipt"));
        }
    }

    private final ShopState state;
    private final Wire wire;
    private final Receipts receipts;

    Refunds(ShopState state, Wire wire, Receipts receipts) {
        this.state = state;
        this.wire = wire;
        this.receipts = receipts;
    }

    Refund create(Change change, Request request, @Nullable Fault fault) {
        state.checkRoomFor(state.refunds, "refunds");
        var payment = change.payment(request.paymentId());
        if (payment.status() != Payment.Status.SUCCEEDED) {
            throw ApiError.invalid("payment_id", "Payment can't be refunded in status " + payment.statusName());
        }
        if (payment.createdAt().atZone(ZoneOffset.UTC).plusYears(AGE_MAX_YEARS).toInstant().isBefore(change.now())) {
            throw ApiError.invalid("payment_id", "Payment is too old to be refunded");
        }
        var left = payment.refundableMinor();
        if (request.amount().minor() > left) {
            throw ApiError.invalid("amount", "The amount is greater than the amount left to refund");
        }
        boolean full = request.amount().minor() == payment.amount().minor();
        var receipt = full ? payment.terms().receipt() : receipts.checked(request.receipt(), request.amount().minor(), true);
        var kind = fault == null ? null : fault.kind();
        var dueAt = kind == FaultKind.PENDING ? change.now().plusMillis(fault.delayMsOr(Duration.ofHours(1).toMillis())) : null;
        var method = payment.method();
        boolean isCard = method != null && method.card() != null;
        boolean bySbp = method != null && method.isSbp();
        var refund = new Refund(Ids.refund(change.now()), state.nextSeq(), payment.id(), Refund.Status.PENDING, request.amount(),
                request.description(), request.metadata(), true, change.now(), dueAt, null, isCard ? Ids.rrn() : null,
                bySbp ? Ids.sbpOperation() : null, receipt, receipt == null ? null : "pending");
        if (kind == FaultKind.REFUND_CANCELED) {
            var reason = fault.reason() != null ? fault.reason() : "general_decline";
            return change.put(refund.canceled(new Decline("refund_network", reason)));
        }
        if (dueAt != null) {
            change.put(payment.refunds(payment.refundedMinor(), payment.refundingMinor() + request.amount().minor()));
            return change.put(refund);
        }
        return succeed(change, refund, payment, payment.refundingMinor());
    }

    /** Ends a pending refund; true: it succeeds. */
    Refund conclude(Change change, Refund refund, boolean succeeds) {
        var payment = change.payment(refund.paymentId());
        var refundingLeft = payment.refundingMinor() - refund.amount().minor();
        if (succeeds) {
            return succeed(change, refund, payment, refundingLeft);
        }
        change.put(payment.refunds(payment.refundedMinor(), refundingLeft));
        return change.put(refund.canceled(new Decline("refund_network", "general_decline")));
    }

    private Refund succeed(Change change, Refund refund, Payment payment, long refundingLeft) {
        var succeeded = change.put(refund.succeeded());
        var refunded = change.put(payment.refunds(payment.refundedMinor() + refund.amount().minor(), refundingLeft));
        change.settle(Book.Kind.REFUND, refunded, refund.id(), refund.amount());
        if (refund.receipt() != null) {
            receipts.register(change, refund.receipt(), refunded, refund.id());
        }
        change.tell("refund.succeeded", refund.id(), payment.id(), wire.notification("refund.succeeded", succeeded));
        return succeeded;
    }
}
