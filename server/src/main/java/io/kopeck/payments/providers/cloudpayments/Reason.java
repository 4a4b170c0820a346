package io.kopeck.payments.providers.cloudpayments;

import static io.kopeck.payments.spi.RetryAdvice.LATER;
import static io.kopeck.payments.spi.RetryAdvice.NEW_METHOD;
import static io.kopeck.payments.spi.RetryAdvice.WITH_CUSTOMER;

import io.kopeck.payments.spi.RetryAdvice;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of reason codes (CloudPayments, Error codes): our word for each, and what it means for charging the same
 * method again. Each code has a word of its own, so that an operator finds the number again.
 *
 * <p>The provider's groups decide: an unconditional refusal needs a new method, a temporary one may be repeated later, a
 * conditional one too. After two declines of the last two kinds the provider itself blocks the method for 24 hours.
 */
enum Reason {
    REFER_TO_ISSUER(5001, NEW_METHOD),
    INVALID_MERCHANT(5003, NEW_METHOD),
    PICK_UP_CARD(5004, NEW_METHOD),
    DO_NOT_HONOR(5005, NEW_METHOD),
    NETWORK_REFUSAL(5006, LATER),
    PICK_UP_CARD_SPECIAL(5007, NEW_METHOD),
    INVALID_TRANSACTION(5012, NEW_METHOD),
    AMOUNT_ERROR(5013, LATER),
    INVALID_CARD_NUMBER(5014, LATER),
    NO_SUCH_ISSUER(5015, NEW_METHOD),
    REFUSED_BY_HOLDER(5017, NEW_METHOD),
    TRANSACTION_ERROR(5019, NEW_METHOD),
    FORMAT_ERROR(5030, LATER),
    BANK_NOT_SUPPORTED(5031, NEW_METHOD),
    EXPIRED_CARD_PICKUP(5033, NEW_METHOD),
    FRAUD_SUSPECTED(5034, NEW_METHOD),
    RESTRICTED_CARD(5036, NEW_METHOD),
    LOST_CARD(5041, NEW_METHOD),
    STOLEN_CARD(5043, NEW_METHOD),
    INSUFFICIENT_FUNDS(5051, LATER),
    /** Conditional by its group; in practice the card has to be replaced, as the provider says itself. */
    CARD_EXPIRED(5054, NEW_METHOD),
    INVALID_PIN(5055, LATER),
    NOT_PERMITTED(5057, NEW_METHOD),
    NOT_PERMITTED_TO_CARD(5058, NEW_METHOD),
    FRAUD_SUSPECTED_BY_BANK(5059, NEW_METHOD),
    CARD_LIMIT_EXCEEDED(5061, LATER),
    RESTRICTED_CARD_2(5062, NEW_METHOD),
    SECURITY_VIOLATION(5063, LATER),
    OPERATIONS_LIMIT_EXCEEDED(5065, LATER),
    /** The customer mistyped; a saved method has no code to type, so that it has to be entered anew. */
    INVALID_CVV(5082, NEW_METHOD),
    ISSUER_TIMEOUT(5091, LATER),
    ISSUER_UNREACHABLE(5092, LATER),
    SYSTEM_ERROR(5096, LATER),
    CARD_NOT_SUPPORTED(5113, NEW_METHOD),
    UNABLE_TO_PROCESS(5204, LATER),
    AUTHENTICATION_FAILED(5206, WITH_CUSTOMER),
    AUTHENTICATION_UNAVAILABLE(5207, WITH_CUSTOMER),
    ANTI_FRAUD(5300, NEW_METHOD),
    TERMINAL_LIMIT_EXCEEDED(5303, LATER),
    PHONE_MISSING(5761, WITH_CUSTOMER),
    PHONE_INVALID(5762, WITH_CUSTOMER),
    PHONE_DIFFERS(5763, WITH_CUSTOMER),
    SAVE_REFUSED(6001, NEW_METHOD),
    SBP_INVALID_ERROR_CODE(6002, LATER),
    SBP_AGENT_UNKNOWN(6003, LATER),
    SBP_CURRENCY_INVALID(6004, LATER),
    SBP_LINK_INVALID(6005, LATER),
    SBP_AMOUNT_OR_CURRENCY_INVALID(6006, LATER),
    SBP_REDIRECT_INVALID(6007, LATER),
    SBP_PARAMETERS_INVALID(6008, LATER),
    SBP_TTL_INVALID(6009, LATER),
    SBP_BINDING_UNKNOWN(6010, NEW_METHOD),
    SBP_BINDING_INVALID(6011, NEW_METHOD),
    SBP_REFUND_INVALID(6013, LATER),
    SBP_ORIGINAL_INCORRECT(6014, LATER),
    TRANSACTION_NOT_FOUND(6015, LATER),
    SBP_MEMBER_INVALID(6016, LATER),
    SBP_CATEGORY_INCORRECT(6017, LATER),
    RECEIVER_ACCOUNT_ERROR(6021, NEW_METHOD),
    RECEIVER_NAME_ERROR(6022, NEW_METHOD),
    /** Saved under another terminal: here it will never be charged. */
    METHOD_OF_ANOTHER_TERMINAL(6025, NEW_METHOD),
    /** The codes from 3001 to 3008 are what came of our own answer to the question before the payment. */
    CHECK_INVALID_INVOICE(3001, LATER),
    CHECK_INVALID_ACCOUNT(3002, LATER),
    CHECK_INVALID_AMOUNT(3003, LATER),
    CHECK_OUT_OF_DATE(3004, LATER),
    CHECK_FORMAT_ERROR(3005, LATER),
    CHECK_UNAVAILABLE(3006, LATER),
    CHECK_NO_CONNECTION(3007, LATER),
    CHECK_NOT_ACCEPTED(3008, LATER);

    /** A decline without a reason. */
    static final String GENERAL = "general_decline";

    /** Our word for a hold that was given back or let go. */
    static final String HOLD_RELEASED = "hold_released";

    /** Our word for an order that was ended unpaid. */
    static final String EXPIRED = "expired";

    private static final Map<Integer, Reason> BY_CODE = EnumSet.allOf(Reason.class).stream()
            .collect(Collectors.toUnmodifiableMap(reason -> reason.code, Function.identity()));

    private final int code;
    private final RetryAdvice advice;

    Reason(int code, RetryAdvice advice) {
        this.code = code;
        this.advice = advice;
    }

    /** Our word for a code; one that is not in the table keeps its number. */
    static String word(int code) {
        var known = BY_CODE.get(code);
        if (known != null) {
            return known.name().toLowerCase(Locale.ROOT);
        }
        return code == 0 ? GENERAL : "reason_" + code;
    }

    /** Advice for charging the same saved method again. */
    static RetryAdvice advice(int code) {
        var known = BY_CODE.get(code);
        return known == null ? LATER : known.advice;
    }
}
