package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;

/**
 * Payments the customer fills in on the provider's page. An order cannot be read: what became of it is seen by the
 * payments with its invoice number, and a declined one is not the last word, since the customer may try again there
 * (Orders; Notifications, Fail).
 */
record Orders(CloudPaymentsApi api, Transactions transactions) {

    ChargeOutcome create(ChargeRequest request) {
        if (request.returnUrl() == null) {
            return new ChargeOutcome.Rejected("no_return_url", "a payment the customer fills in needs a place to return to");
        }
        return switch (api.change("/orders/create", Bodies.order(request), request.idempotencyKey())) {
            case Reply.Body body when body.isRefusal() -> body.message() == null
                    ? new ChargeOutcome.Unknown("a failure without a reason")
                    : Refusals.charge(body);
            case Reply.Body body -> created(request, body);
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /** What became of an order; one whose time is over is ended, and what came of it until then counts. */
    ChargeOutcome fetch(String id, SentCharge sent) {
        var outcome = transactions.find(sent.reference(), id);
        if (!isUnpaid(outcome)) {
            return outcome;
        }
        return sent.expired() ? end(id, sent) : new ChargeOutcome.Pending(order(id, sent), null);
    }

    /**
     * Searches what was paid for an order whose answer was lost. Nobody knows the address of one that is not paid: it was
     * in that answer. So nothing comes of it any more once its time is over.
     */
    ChargeOutcome find(SentCharge lost) {
        var outcome = transactions.find(lost.reference(), null);
        return isUnpaid(outcome) && !(lost.expired() && isNotFound(outcome))
                ? new ChargeOutcome.Unknown("nobody paid the order so far")
                : outcome;
    }

    private static ChargeOutcome created(ChargeRequest request, Reply.Body body) {
        var id = Json.text(body.model(), "Id");
        var amount = Json.money(body.model(), "Amount", "Currency");
        var url = Words.webAddress(Json.text(body.model(), "Url"));
        if (!body.success() || !Words.isOrder(id) || amount == null || url == null) {
            return new ChargeOutcome.Unknown("the answer is no order with a readable id, amount and address");
        }
        var order = new ProviderPayment(id, null, amount, request.paymentId(), request.attempt(), null, null);
        return amount.equals(request.amount()) ? new ChargeOutcome.Pending(order, url) : Refusals.chargeConflict();
    }

    /** Ends an order, so that nobody pays it any more, and looks once more: it may have been paid meanwhile. */
    private ChargeOutcome end(String id, SentCharge sent) {
        return switch (api.change("/orders/cancel", Bodies.order(id), "cancel-" + id)) {
            case Reply.Body body when body.success() -> ended(id, sent);
            case Reply.Body _ -> new ChargeOutcome.Unknown("the order could not be ended");
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    private ChargeOutcome ended(String id, SentCharge sent) {
        var outcome = transactions.find(sent.reference(), id);
        if (isNotFound(outcome)) {
            return new ChargeOutcome.Declined(Reason.EXPIRED, RetryAdvice.LATER, order(id, sent));
        }
        return outcome instanceof ChargeOutcome.Pending
                ? new ChargeOutcome.Unknown("the order was ended while the customer was at the bank")
                : outcome;
    }

    /** Nobody paid it, or nobody got through with it, so far. */
    private static boolean isUnpaid(ChargeOutcome outcome) {
        return isNotFound(outcome) || outcome instanceof ChargeOutcome.Declined || outcome instanceof ChargeOutcome.Pending;
    }

    private static boolean isNotFound(ChargeOutcome outcome) {
        return outcome instanceof ChargeOutcome.Rejected(var code, _) && code.equals(ChargeOutcome.Rejected.NOT_FOUND);
    }

    private static ProviderPayment order(String id, SentCharge sent) {
        return new ProviderPayment(id, null, sent.amount(), sent.paymentId(), sent.attempt(), null, null);
    }
}
