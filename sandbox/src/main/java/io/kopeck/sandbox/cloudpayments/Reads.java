package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers the calls that change nothing in the books. */
final class Reads {

    /** Objects on a page of any list (reference, 4). */
    static final int PAGE = 100;
    /** The list of a day has no pages; this is the sandbox's own bound. */
    private static final int DAY_MAX = 100_000;

    private final TerminalState state;
    private final Wire wire;

    Reads(TerminalState state, Wire wire) {
        this.state = state;
        this.wire = wire;
    }

    ObjectNode read(Operation operation, Params params) {
        return switch (operation) {
            case TEST -> Wire.plain(true, UUID.randomUUID().toString());
            case GET -> {
                var number = params.requiredWhole("TransactionId");
                params.check();
                yield found(state.transactions.find(number));
            }
            case FIND -> found(state.transactions.lastPayment(invoice(params)));
            case FIND_V2 -> found(state.transactions.lastOperation(invoice(params)));
            case LIST -> day(params);
            case LIST_V2 -> period(params);
            case TOKENS_LIST -> {
                long page = params.page(true);
                params.check();
                yield wire.list(state.saved.page((page - 1) * PAGE, PAGE), wire::savedCard);
            }
            case CHARGEBACKS -> chargebacks(params);
            case RECEIPT_STATUS -> {
                var receipt = state.receipts.get(params.requiredText("Id"));
                params.check();
                yield Json.object().put("Model", receipt == null ? "NotFound" : receipt.status()).put("Success", true);
            }
            case RECEIPT_GET -> {
                var receipt = state.receipts.get(params.requiredText("Id"));
                params.check();
                if (receipt == null) {
                    throw Refusal.notFound();
                }
                yield Wire.enveloped(Wire.receipt(receipt), true);
            }
            case CARDS_CHARGE, CARDS_AUTH, POST_3DS, TOKENS_CHARGE, TOKENS_AUTH, CONFIRM, VOID, REFUND, ORDERS_CREATE, ORDERS_CANCEL, RECEIPT,
                    NOTIFICATIONS_GET, NOTIFICATIONS_UPDATE ->
                throw new AssertionError(operation);
        };
    }

    private static String invoice(Params params) {
        var invoiceId = params.requiredText("InvoiceId");
        params.check();
        return invoiceId;
    }

    /** A declined payment is found too, and still {@code Success:false} (reference, 1). */
    private ObjectNode found(@Nullable Transaction transaction) {
        if (transaction == null) {
            throw Refusal.notFound();
        }
        return Wire.enveloped(wire.transaction(transaction), transaction.status() != Transaction.Status.DECLINED);
    }

    /** The payments of one calendar day. */
    private ObjectNode day(Params params) {
        var text = params.requiredText("Date");
        var zone = params.zone();
        params.check();
        try {
            var day = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            return wire.list(state.transactions.page(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1),
                    t -> t.kind() == Transaction.Kind.PAYMENT, 0, DAY_MAX), wire::listed);
        } catch (DateTimeParseException e) {
            throw Refusal.because("Date is invalid");
        }
    }

    /** All operations of a period, oldest first. */
    private ObjectNode period(Params params) {
        var from = params.requiredMoment("CreatedDateGte");
        var to = params.requiredMoment("CreatedDateLte");
        long page = params.page(true);
        var statuses = params.texts("Statuses");
        var known = Arrays.stream(Transaction.Status.values()).map(Transaction.Status::wireName).collect(Collectors.toSet());
        if (!known.containsAll(statuses)) {
            params.problem("Statuses is invalid");
        }
        params.check();
        Predicate<Transaction> filter = t -> statuses.isEmpty() || statuses.contains(t.status().wireName());
        return wire.list(state.transactions.page(from, to, filter, (page - 1) * PAGE, PAGE), wire::listed);
    }

    private ObjectNode chargebacks(Params params) {
        var given = params.moment("CreatedDateLte");
        var to = given == null ? state.now() : given;
        var since = params.moment("CreatedDateGte");
        Instant from = since == null ? to.minus(Duration.ofDays(365)) : since;
        long page = params.page(false);
        if (Duration.between(from, to).compareTo(Duration.ofDays(366)) > 0) {
            params.problem("The period must not be longer than a year");
        }
        params.check();
        return wire.list(state.disputes.values().stream().filter(d -> !d.at().isBefore(from) && !d.at().isAfter(to))
                .skip((page - 1) * PAGE).limit(PAGE).toList(), this::dispute);
    }

    private ObjectNode dispute(Dispute dispute) {
        var payment = state.transactions.find(dispute.transactionNumber());
        return wire.dispute(dispute, payment == null ? null : payment.source().card());
    }
}
