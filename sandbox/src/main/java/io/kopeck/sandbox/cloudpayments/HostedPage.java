package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.cloudpayments.Transaction.Status;
import io.kopeck.sandbox.cloudpayments.Transaction.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the customer does on an order's page and at the bank's page, the latter also for cards the merchant charges itself. */
final class HostedPage implements HostedPayments {

    private final TerminalState state;
    private final Terminal terminal;
    private final Orders orders;
    private final Payments payments;
    private final Refunds refunds;

    HostedPage(TerminalState state, Terminal terminal, Orders orders, Payments payments, Refunds refunds) {
        this.state = state;
        this.terminal = terminal;
        this.orders = orders;
        this.payments = payments;
        this.refunds = refunds;
    }

    @Override
    public @Nullable Hosted find(String id) {
        return switch (state.find(id)) {
            case Order order -> hosted(order);
            case Transaction transaction -> hosted(transaction);
            case null, default -> null;
        };
    }

    @Override
    public Result pay(String id, @Nullable CardEntry card, boolean agreedToSave) {
        var order = state.orders.get(id);
        if (order == null) {
            var transaction = state.transactions.find(id);
            return transaction == null ? new Result.Unknown() : new Result.WrongState(hosted(transaction));
        }
        if (card == null || !orders.waitsForCard(order)) {
            return new Result.WrongState(hosted(order));
        }
        var opened = orders.attempt(order, card, agreedToSave);
        if (opened == null) {
            return new Result.NotATestCard();
        }
        return state.perform(change -> {
            var now = state.orders.getOrDefault(id, order);
            // While the merchant was asked, another attempt may have begun.
            return orders.waitsForCard(now) ? new Result.Done(hosted(now, orders.pay(change, now, opened))) : new Result.WrongState(hosted(now));
        });
    }

    @Override
    public Result confirm(String id, boolean passed) {
        return state.perform(change -> {
            var order = state.orders.get(id);
            var transaction = order == null ? state.transactions.find(id) : orders.lastAttempt(order);
            if (transaction == null) {
                return order == null ? new Result.Unknown() : new Result.WrongState(hosted(order));
            }
            boolean merchantConcludes = transaction.terms().orderId() == null;
            if (transaction.waitsFor(Step.RELEASE)) {
                return new Result.Done(hosted(order, transaction.kind() == Transaction.Kind.REFUND
                        ? refunds.conclude(change, transaction, passed) : payments.release(change, transaction, passed)));
            }
            return transaction.waitsFor(Step.BANK_PAGE) && !merchantConcludes
                    ? new Result.Done(hosted(order, payments.authenticated(change, transaction, passed)))
                    : new Result.WrongState(hosted(order, transaction));
        });
    }

    @Override
    public @Nullable Map<String, String> handover(String id, boolean passed) {
        var transaction = state.transactions.find(id);
        return transaction == null || !transaction.waitsFor(Step.BANK_PAGE) || transaction.terms().orderId() != null ? null
                : Acs.handover(transaction, passed);
    }

    @Override
    public List<TestCard> testCards() {
        return TestCards.table();
    }

    @Override
    public @Nullable String explain(String reason, boolean english) {
        var code = ReasonCode.of(reason);
        return code == null ? null : code.message(english);
    }

    private Hosted hosted(Order order) {
        return hosted(order, orders.lastAttempt(order));
    }

    private Hosted hosted(Transaction transaction) {
        var order = transaction.terms().orderId() == null ? null : state.orders.get(transaction.terms().orderId());
        return hosted(order, transaction);
    }

    private Hosted hosted(@Nullable Order order, @Nullable Transaction attempt) {
        if (order == null) {
            return hostedAlone(Objects.requireNonNull(attempt));
        }
        var terms = order.terms();
        var saving = !orders.mayBeSaved(order) ? Saving.NEVER : terminal.settings().saving() == Terminal.Saving.ALWAYS ? Saving.ALWAYS : Saving.ASK;
        boolean cancelled = order.status() == Order.Status.CANCELLED;
        var status = attempt == null || cancelled ? order.status().wireName() : attempt.status().wireName();
        boolean paid = attempt != null && attempt.status() != Status.AWAITING_AUTHENTICATION && attempt.status() != Status.DECLINED;
        return new Hosted(order.id(), status, stage(order, attempt), order.amount(), terms.description(), saving, false,
                paid ? terms.successUrl() : terms.failUrl(), terms.culture(), tail(attempt), cancelled ? null : reason(attempt),
                new Extras(null, null, paid ? null : terms.successUrl(), false));
    }

    private static Stage stage(Order order, @Nullable Transaction attempt) {
        if (order.status() == Order.Status.CANCELLED) {
            return Stage.CANCELED;
        }
        return attempt == null || attempt.status() == Status.DECLINED ? Stage.ENTER_CARD : stage(attempt);
    }

    private static Hosted hostedAlone(Transaction t) {
        return new Hosted(t.id(), t.status().wireName(), stage(t), t.amount(), t.terms().description(), Saving.NEVER, false, null, t.terms().culture(),
                tail(t), reason(t));
    }

    private static Stage stage(Transaction transaction) {
        return switch (transaction.status()) {
            case AWAITING_AUTHENTICATION -> transaction.waitsFor(Step.BANK_PAGE) ? Stage.CONFIRM_3DS : Stage.PROCESSING;
            case AUTHORIZED, COMPLETED -> Stage.SUCCEEDED;
            case CANCELLED, DECLINED -> Stage.CANCELED;
        };
    }

    private static @Nullable String tail(@Nullable Transaction t) {
        return t == null || t.source().card() == null ? null : t.source().card().lastFour();
    }

    private static @Nullable String reason(@Nullable Transaction t) {
        return t == null || t.status() != Status.DECLINED || t.decision() == null ? null : Integer.toString(t.decision().reason().code());
    }
}
