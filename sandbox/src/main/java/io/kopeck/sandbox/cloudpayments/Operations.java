package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.cloudpayments.Transaction.Step;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Carries out the API's writes, each at most once per X-Request-ID, under the fault of its outcome. */
final class Operations {

    private static final Set<FaultKind> CHARGE_FAULTS = Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS, FaultKind.PENDING);

    private static final List<String> TEXTS = List.of("InvoiceId", "AccountId", "Email", "Description", "IpAddress", "Name", "CultureName");

    private final Terminal terminal;
    private final TerminalState state;
    private final Wire wire;
    private final Faults faults;
    private final Payments payments;
    private final Refunds refunds;
    private final Receipts receipts;
    private final Orders orders;

    Operations(Terminal terminal, TerminalState state, Wire wire, Faults faults, Payments payments, Refunds refunds, Receipts receipts, Orders orders) {
        this.terminal = terminal;
        this.state = state;
        this.wire = wire;
        this.faults = faults;
        this.payments = payments;
        this.refunds = refunds;
        this.receipts = receipts;
        this.orders = orders;
    }

    /** The text a fault's match is looked for in: the request's values, and those of the transaction it is about. */
    String subject(Params params) {
        var about = state.transactions.find(params.text("TransactionId") == null ? "" : String.valueOf(params.text("TransactionId")));
        return about == null ? params.subject()
                : params.subject() + "\n" + about.terms().invoiceId() + "\n" + about.terms().accountId() + "\n" + about.terms().jsonData() + "\n" + about.source().token();
    }

    /** Carries out a write, unless a request with this id was processed within the last hour. */
    ObjectNode once(@Nullable String requestId, Operation operation, Params params) {
        if (requestId == null) {
            return write(operation, params, null);
        }
        return state.requests.oneAtATime(requestId, () -> {
            var answer = state.answerTo(requestId);
            return answer != null ? answer : write(operation, params, requestId);
        });
    }

    private ObjectNode write(Operation operation, Params params, @Nullable String requestId) {
        return switch (operation) {
            case CARDS_CHARGE, CARDS_AUTH -> chargeCard(operation, params, requestId);
            case TOKENS_CHARGE, TOKENS_AUTH -> chargeToken(operation, params, requestId);
            case POST_3DS -> authenticate(params, requestId);
            case CONFIRM -> {
                var number = params.requiredWhole("TransactionId");
                var amount = params.amount();
                var jsonData = params.json("JsonData");
                yield perform(requestId, change -> {
                    payments.confirm(change, existing(number), amount, jsonData);
                    return Reply.done();
                });
            }
            case VOID -> {
                var number = params.requiredWhole("TransactionId");
                params.check();
                yield perform(requestId, change -> {
                    payments.cancel(change, existing(number));
                    return Reply.done();
                });
            }
            case REFUND -> {
                var number = params.requiredWhole("TransactionId");
                var amount = params.amount();
                var jsonData = params.json("JsonData");
                state.checkRoom();
                var fault = outcome(operation, params, Set.of(FaultKind.REFUND_CANCELED, FaultKind.PENDING));
                yield perform(requestId, change -> Reply.refund(refunds.create(change, existing(number), amount, jsonData, true, fault)));
            }
            case ORDERS_CREATE -> {
                var order = orders.ordered(params, outcome(operation, params, Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS)));
                yield perform(requestId, change -> Reply.order(change.put(order)));
            }
            case ORDERS_CANCEL -> {
                var id = params.requiredText("Id");
                params.check();
                yield perform(requestId, change -> {
                    orders.cancel(change, id);
                    return Reply.done();
                });
            }
            case RECEIPT -> receipt(params, requestId);
            case TEST, TOKENS_LIST, GET, FIND, FIND_V2, LIST, LIST_V2, CHARGEBACKS, RECEIPT_STATUS, RECEIPT_GET, NOTIFICATIONS_GET, NOTIFICATIONS_UPDATE -> throw new AssertionError(operation);
        };
    }

    private ObjectNode chargeCard(Operation operation, Params params, @Nullable String requestId) {
        params.requiredText("IpAddress");
        var cryptogram = params.requiredText("CardCryptogramPacket");
        boolean wanted = params.flag("SaveCard");
        checkTexts(params);
        var amount = params.amount();
        var card = TestCards.decipher(cryptogram, state.now());
        if (card == null) {
            throw Refusal.because("CardCryptogramPacket is invalid");
        }
        receipts.checked(params.json("JsonData"), amount.minor(), state.now());
        var fault = outcome(operation, params, CHARGE_FAULTS);
        boolean save = params.text("AccountId") != null && switch (terminal.settings().saving()) {
            case ALWAYS -> true;
            case ASKED -> wanted;
            case NEVER -> false;
        };
        var opened = payments.open(terms(operation, params, null, save, fault), amount, new Transaction.Source(card, null, null));
        boolean force3ds = fault != null && fault.kind() == FaultKind.REQUIRES_3DS;
        return perform(requestId, change -> Reply.outcome(payments.charge(change, opened, force3ds, fault)));
    }

    private ObjectNode chargeToken(Operation operation, Params params, @Nullable String requestId) {
        var accountId = params.requiredText("AccountId");
        var token = params.requiredText("Token");
        long initiator = params.requiredWhole("TrInitiatorCode");
        var scheduled = params.whole("PaymentScheduled");
        if (initiator == 0 && params.raw("TrInitiatorCode") != null && scheduled == null) {
            params.problem("PaymentScheduled is required");
        }
        if (initiator < 0 || initiator > 1) {
            params.problem("TrInitiatorCode is invalid");
        }
        if (scheduled != null && (scheduled < 0 || scheduled > 1)) {
            params.problem("PaymentScheduled is invalid");
        }
        checkTexts(params);
        var amount = params.amount();
        var saved = state.saved.find(token);
        if (saved != null && !saved.accountId().equals(accountId)) {
            throw Refusal.because("Token not found");
        }
        receipts.checked(params.json("JsonData"), amount.minor(), state.now());
        var fault = outcome(operation, params, CHARGE_FAULTS);
        var source = saved == null ? new Transaction.Source(null, token, null) : new Transaction.Source(saved.card(), token, saved.firstNumber());
        var opened = payments.open(terms(operation, params, (int) initiator, false, fault), amount, source);
        return perform(requestId, change -> Reply.outcome(payments.chargeToken(change, opened, fault)));
    }

    /** Notes what is no text before a fault may strike. */
    private static void checkTexts(Params params) {
        TEXTS.forEach(params::text);
    }

    private static Transaction.Terms terms(Operation operation, Params params, @Nullable Integer initiator, boolean save, @Nullable Fault fault) {
        return new Transaction.Terms(params.text("InvoiceId"), params.text("AccountId"), params.text("Email"), params.text("Description"),
                params.json("JsonData"), params.text("IpAddress"), params.text("Name"), params.text("CultureName"), initiator, null,
                operation.twoStage(), save, declineOf(fault));
    }

    /** What a fault declines with; 5051 unless it says otherwise. */
    static @Nullable ReasonCode declineOf(@Nullable Fault fault) {
        if (fault == null || fault.kind() != FaultKind.DECLINE) {
            return null;
        }
        var asked = fault.reason() == null ? null : ReasonCode.of(fault.reason());
        return asked == null ? ReasonCode.INSUFFICIENT_FUNDS : asked;
    }

    private ObjectNode authenticate(Params params, @Nullable String requestId) {
        var number = params.requiredWhole("TransactionId");
        var paRes = params.requiredText("PaRes");
        params.check();
        return perform(requestId, change -> {
            var transaction = existing(number);
            if (!transaction.waitsFor(Step.BANK_PAGE) || transaction.terms().orderId() != null) {
                throw Refusal.because("Transaction does not wait for authentication");
            }
            return Reply.outcome(payments.authenticated(change, transaction, Acs.isPassed(paRes, transaction)));
        });
    }

    private ObjectNode receipt(Params params, @Nullable String requestId) {
        state.checkRoom();
        var refused = new AtomicReference<ObjectNode>();
        var fault = outcome(Operation.RECEIPT, params, Set.of(FaultKind.RECEIPT_CANCELED, FaultKind.PENDING));
        var answer = state.perform(change -> switch (receipts.create(change, params, fault)) {
            case Receipts.Asked.Queued(var receipt) -> remembered(change, requestId, Reply.receipt(receipt));
            case Receipts.Asked.Refused(var why) -> {
                refused.set(why);
                yield null;
            }
        });
        return answer == null ? refused.get() : wire.reply(answer);
    }

    private ObjectNode perform(@Nullable String requestId, Function<Change, Reply> action) {
        return wire.reply(state.perform(change -> remembered(change, requestId, action.apply(change))));
    }

    private Reply remembered(Change change, @Nullable String requestId, Reply reply) {
        if (requestId != null) {
            change.remember(new RequestIds.Answered(requestId, reply, () -> wire.reply(reply), change.now()));
        }
        return reply;
    }

    private Transaction existing(long number) {
        var transaction = state.transactions.find(number);
        if (transaction == null) {
            throw Refusal.notFound();
        }
        return transaction;
    }

    private @Nullable Fault outcome(Operation operation, Params params, Set<FaultKind> possible) {
        return faults.strike(CloudPayments.NAME, operation.faultName(), possible, () -> subject(params));
    }
}
