package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.robokassa.Refund.Label;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Money going back (reference, 8). There is no idempotency key: two requests are two refunds. */
final class Refunds {

    private static final long PENDING_DEFAULT_MS = Duration.ofHours(1).toMillis();

    /** A refund that is not accepted, with the provider's word for why. */
    static final class NotAccepted extends RuntimeException {
        NotAccepted(String why) {
            super(why, null, false, false);
        }
    }

    private final ShopState state;
    private final Shop shop;

    Refunds(ShopState state, Shop shop) {
        this.state = state;
        this.shop = shop;
    }

    Refund create(Change change, ObjectNode request, @Nullable Fault fault) {
        var invoice = state.ofOpKey(request.path("OpKey").asString(""));
        if (invoice == null) {
            throw new NotAccepted("Invalid operation key");
        }
        var sum = request.get("RefundSum");
        long minor = sum == null || sum.isNull() ? invoice.refundableMinor() : minor(sum);
        return create(change, invoice, minor, request.get("InvoiceItems"), fault);
    }

    private Refund create(Change change, Invoice invoice, long minor, @Nullable JsonNode items, @Nullable Fault fault) {
        if (minor <= 0 || minor > invoice.refundableMinor()) {
            throw new NotAccepted("NotEnoughOperationFunds");
        }
        boolean willCancel = fault != null && fault.kind() == FaultKind.REFUND_CANCELED;
        var until = fault != null && fault.kind() == FaultKind.PENDING ? change.now().plusMillis(fault.delayMsOr(PENDING_DEFAULT_MS))
                : change.now().plus(shop.settings().refundDelay());
        change.put(invoice.refunds(invoice.refundedMinor(), invoice.refundingMinor() + minor));
        return change.put(new Refund(Ids.guid(), state.nextSeq(), invoice.id(), invoice.amount().withMinor(minor), Label.PROCESSING, willCancel, items,
                change.now(), until));
    }

    /** A refund made in the cabinet is done at once. */
    Refund inCabinet(Change change, Invoice invoice, long minor) {
        if (minor <= 0 || minor > invoice.refundableMinor()) {
            throw new NotAccepted("NotEnoughOperationFunds");
        }
        var paid = change.put(invoice.refunds(invoice.refundedMinor() + minor, invoice.refundingMinor()));
        var refund = change.put(new Refund(Ids.guid(), state.nextSeq(), invoice.id(), invoice.amount().withMinor(minor), Label.FINISHED, false, null,
                change.now(), null));
        change.settle(Book.Kind.REFUND, paid, refund.id(), refund.amount());
        return refund;
    }

    /** Ends a refund that is being processed. Nobody is told (reference, 8). */
    Refund conclude(Change change, Refund refund, boolean passed) {
        if (refund.label() != Label.PROCESSING) {
            return refund;
        }
        var invoice = Objects.requireNonNull(state.invoice(refund.invoiceId()));
        long minor = refund.amount().minor();
        boolean finished = passed && !refund.willCancel();
        var after = change.put(invoice.refunds(invoice.refundedMinor() + (finished ? minor : 0), invoice.refundingMinor() - minor));
        if (finished) {
            change.settle(Book.Kind.REFUND, after, refund.id(), refund.amount());
        }
        return change.put(refund.ended(finished ? Label.FINISHED : Label.CANCELED));
    }

    /** As GetState shows it. The decimals are part of the format, so the number is written by hand. */
    static String toWire(Refund refund) {
        var amount = refund.label() == Label.CANCELED ? "0" : refund.amount().decimal() + "0000";
        return "{\"requestId\":\"" + refund.id() + "\",\"amount\":" + amount + ",\"label\":\"" + refund.label().name().toLowerCase(Locale.ROOT)
                + "\"}";
    }

    static ObjectNode accepted(Refund refund) {
        return Json.object().put("success", true).putNull("message").put("requestId", refund.id());
    }

    static ObjectNode refused(String why) {
        return Json.object().put("success", false).put("message", why).putNull("requestId");
    }

    private static long minor(JsonNode sum) {
        try {
            return Params.minor(sum.isNumber() ? sum.asString() : "");
        } catch (Refusal e) {
            throw new NotAccepted("Invalid refund sum");
        }
    }
}
