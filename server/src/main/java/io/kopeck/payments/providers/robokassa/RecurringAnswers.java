package io.kopeck.payments.providers.robokassa;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import java.util.regex.Pattern;

/**
 * Translates the answer to a recurring charge (Robokassa, Recurring): {@code OK} and the number mean that the operation was
 * created, never that it is paid; any other text is a refusal. The texts are not documented, so that only a number in them
 * is believed to be an error code.
 */
final class RecurringAnswers {

    private static final String CREATED = "OK";
    private static final Pattern ERROR = Pattern.compile("(?iu)(?:error|code|ошибка|код)\\D{0,20}(\\d{1,4})(?!\\d)");

    private RecurringAnswers() {}

    /** An {@code OK} with anything but our number behind it may be an answer cut short: nobody knows what it says. */
    static ChargeOutcome fromWire(String body, ChargeRequest request) {
        var text = body.strip();
        var created = CREATED + Requests.number(request);
        if (text.equals(created)) {
            return new ChargeOutcome.Pending(StateAnswers.asked(request), null);
        }
        if (text.startsWith(CREATED) || created.startsWith(text)) {
            return new ChargeOutcome.Unknown("the answer is about another number, or cut short");
        }
        var error = ERROR.matcher(text);
        return error.find() ? refused(error.group(1)) : new ChargeOutcome.Rejected("refused", "refused without an error code");
    }

    /** The codes are those of the payment page (Robokassa, Interface error codes). */
    private static ChargeOutcome refused(String code) {
        return switch (code) {
            case "25", "26" -> new ChargeOutcome.Rejected("error_" + code, "the shop is not activated or not known");
            case "29" -> new ChargeOutcome.Rejected("error_29", "wrong signature: login, first password or hash");
            case "31" -> new ChargeOutcome.Rejected("error_31", "a sum that is not taken");
            case "34" -> new ChargeOutcome.Rejected("error_34", "the shop may not charge without the customer");
            case "35" -> new ChargeOutcome.Rejected("error_35", "the first payment cannot be charged on");
            case "40" -> new ChargeOutcome.Rejected(ChargeOutcome.Rejected.KEY_CONFLICT, "the number was paid before");
            default -> new ChargeOutcome.Rejected("error_" + code, "refused with an error code");
        };
    }
}
