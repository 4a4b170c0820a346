package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.Webhooks;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The Check notification: may this payment go on? (reference, 6 and 9). */
final class CheckQuestion {

    private final Webhooks webhooks;

    CheckQuestion(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** {@link ReasonCode#APPROVED}, or why the payment is declined. */
    ReasonCode ask(Transaction transaction) {
        return reason(webhooks.ask(new Notification(0, CloudPayments.NAME, Notices.CHECK, transaction.id(), transaction.id(), transaction.createdAt(),
                Notices.of(Notices.CHECK, transaction))));
    }

    private static ReasonCode reason(Webhooks.@Nullable Reply reply) {
        if (reply == null) {
            return ReasonCode.UNABLE_TO_CONNECT;
        }
        return switch (reply.status()) {
            case 200 -> reason(reply.body());
            case 404, 504, 508 -> ReasonCode.UNABLE_TO_CONNECT;
            default -> ReasonCode.UNAVAILABLE;
        };
    }

    private static ReasonCode reason(byte[] answer) {
        try {
            var code = Json.MAPPER.readTree(answer).path("code");
            return !code.isIntegralNumber() || !code.canConvertToInt() ? ReasonCode.FORMAT_ERROR_OF_CHECK : switch (code.intValue()) {
                case 0 -> ReasonCode.APPROVED;
                case 10 -> ReasonCode.INVALID_INVOICE_ID;
                case 11 -> ReasonCode.INVALID_ACCOUNT_ID;
                case 12 -> ReasonCode.INVALID_AMOUNT;
                case 13 -> ReasonCode.NOT_ACCEPTED;
                case 20 -> ReasonCode.OUT_OF_DATE;
                default -> ReasonCode.FORMAT_ERROR_OF_CHECK;
            };
        } catch (JacksonException e) {
            return ReasonCode.FORMAT_ERROR_OF_CHECK;
        }
    }
}
