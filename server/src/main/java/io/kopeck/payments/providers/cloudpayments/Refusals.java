package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.RefundOutcome;

/** Requests the provider refused, as outcomes. Their texts are not documented, so that none of them is looked at. */
final class Refusals {

    /** Our code for every refusal: the provider gives none. */
    static final String CODE = "refused";

    private static final String NO_SUCH_ID = "no transaction has such an id";

    private Refusals() {}

    static ChargeOutcome charge(Reply.Body body) {
        return new ChargeOutcome.Rejected(CODE, detail(body));
    }

    static ChargeOutcome charge(Reply.Refusal refusal) {
        return new ChargeOutcome.Rejected(refusal.code(), refusal.detail());
    }

    static RefundOutcome refund(Reply.Body body) {
        return new RefundOutcome.Rejected(CODE, detail(body));
    }

    static RefundOutcome refund(Reply.Refusal refusal) {
        return new RefundOutcome.Rejected(refusal.code(), refusal.detail());
    }

    /** Only a read can prove that something does not exist. */
    static ChargeOutcome chargeNotFound() {
        return new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, NO_SUCH_ID);
    }

    static RefundOutcome refundNotFound() {
        return new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, NO_SUCH_ID);
    }

    /** Something that is no transaction's id cannot be changed. */
    static ChargeOutcome chargeOfNothing() {
        return new ChargeOutcome.Rejected("unknown_object", NO_SUCH_ID);
    }

    static RefundOutcome refundOfNothing() {
        return new RefundOutcome.Rejected("unknown_object", NO_SUCH_ID);
    }

    /** The key came before with another request, whose answer this is. */
    static ChargeOutcome chargeConflict() {
        return new ChargeOutcome.Rejected(ChargeOutcome.Rejected.KEY_CONFLICT, "the answer is about another request");
    }

    static RefundOutcome refundConflict() {
        return new RefundOutcome.Rejected(ChargeOutcome.Rejected.KEY_CONFLICT, "the answer is about another request");
    }

    static String detail(Reply.Body body) {
        return body.message() == null ? "refused without a reason" : body.message();
    }
}
