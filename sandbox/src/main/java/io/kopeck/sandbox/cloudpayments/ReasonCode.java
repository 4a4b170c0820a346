package io.kopeck.sandbox.cloudpayments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a transaction ended as it did (reference, 6). */
enum ReasonCode {
    APPROVED(0, "Approved", Words.PAID),
    INVALID_INVOICE_ID(3001, "InvalidInvoiceId", Words.MERCHANT),
    INVALID_ACCOUNT_ID(3002, "InvalidAccountId", Words.MERCHANT),
    INVALID_AMOUNT(3003, "InvalidAmount", Words.MERCHANT),
    OUT_OF_DATE(3004, "OutOfDate", Words.TOO_LATE),
    FORMAT_ERROR_OF_CHECK(3005, "FormatError", Words.MERCHANT),
    UNAVAILABLE(3006, "Unavailable", Words.MERCHANT),
    UNABLE_TO_CONNECT(3007, "UnableToConnect", Words.MERCHANT),
    NOT_ACCEPTED(3008, "NotAccepted", Words.MERCHANT),
    REFER_TO_CARD_ISSUER(5001, "ReferToCardIssuer", Words.BANK),
    INVALID_MERCHANT(5003, "InvalidMerchant", Words.BANK),
    PICK_UP_CARD(5004, "PickUpCard", Words.OTHER_CARD),
    DO_NOT_HONOR(5005, "DoNotHonor", Words.BANK),
    ERROR(5006, "Error", Words.CHECK_DATA),
    PICK_UP_CARD_SPECIAL_CONDITIONS(5007, "PickUpCardSpecialConditions", Words.OTHER_CARD),
    INVALID_TRANSACTION(5012, "InvalidTransaction", Words.OTHER_CARD),
    AMOUNT_ERROR(5013, "AmountError", Words.AMOUNT),
    INVALID_CARD_NUMBER(5014, "InvalidCardNumber", Words.CHECK_DATA),
    NO_SUCH_ISSUER(5015, "NoSuchIssuer", Words.OTHER_CARD),
    CUSTOMER_CANCELLATION(5017, "CustomerCancellation", Words.BANK),
    TRANSACTION_ERROR(5019, "TransactionError", Words.BANK),
    FORMAT_ERROR(5030, "FormatError", Words.BANK),
    BANK_NOT_SUPPORTED_BY_SWITCH(5031, "BankNotSupportedBySwitch", Words.OTHER_CARD),
    EXPIRED_CARD_PICKUP(5033, "ExpiredCardPickup", Words.OTHER_CARD),
    SUSPECTED_FRAUD(5034, "SuspectedFraud", Words.BANK),
    RESTRICTED_CARD(5036, "RestrictedCard", Words.OTHER_CARD),
    LOST_CARD(5041, "LostCard", Words.OTHER_CARD),
    STOLEN_CARD(5043, "StolenCard", Words.OTHER_CARD),
    INSUFFICIENT_FUNDS(5051, "InsufficientFunds", Words.FUNDS),
    EXPIRED_CARD(5054, "ExpiredCard", Words.EXPIRED),
    INVALID_PIN(5055, "InvalidPin", Words.CHECK_DATA),
    TRANSACTION_NOT_PERMITTED(5057, "TransactionNotPermitted", Words.BANK),
    TRANSACTION_NOT_PERMITTED_TO_CARD(5058, "TransactionNotPermittedToCard", Words.OTHER_CARD),
    SUSPECTED_FRAUD_DECLINE(5059, "SuspectedFraudDecline", Words.BANK),
    EXCEEDS_APPROVAL_AMOUNT(5061, "ExceedsApprovalAmount", Words.LIMIT),
    RESTRICTED_CARD_2(5062, "RestrictedCard2", Words.OTHER_CARD),
    SECURITY_VIOLATION(5063, "SecurityViolation", Words.BANK),
    EXCEED_WITHDRAWAL_FREQUENCY(5065, "ExceedWithdrawalFrequency", Words.LIMIT),
    INCORRECT_CVV(5082, "IncorrectCvv", Words.CHECK_DATA),
    TIMEOUT(5091, "Timeout", Words.LATER),
    CANNOT_REACH_NETWORK(5092, "CannotReachNetwork", Words.LATER),
    SYSTEM_ERROR(5096, "SystemError", Words.LATER),
    GATEWAYS_DO_NOT_SUPPORT_CARD(5113, "GatewaysDoNotSupportCard", Words.OTHER_CARD),
    UNABLE_TO_PROCESS(5204, "UnableToProcess", Words.LATER),
    AUTHENTICATION_FAILED(5206, "AuthenticationFailed", Words.THREE_DS),
    AUTHENTICATION_UNAVAILABLE(5207, "AuthenticationUnavailable", Words.THREE_DS),
    ANTI_FRAUD(5300, "AntiFraud", Words.OTHER_CARD),
    ACQUIRER_TERMINAL_LIMITS_EXCEEDED(5303, "AcquirerTerminalLimitsExceeded", Words.LATER),
    NO_PHONE(5761, "NoPhone", Words.CHECK_DATA),
    INVALID_PHONE(5762, "InvalidPhone", Words.CHECK_DATA),
    DIFFERENT_PHONES(5763, "DifferentPhones", Words.CHECK_DATA),
    SAVE_CARD_REFUSED(6001, "SaveCardRefused", Words.BANK),
    CROSS_TERMINAL_TOKEN_RESTRICTION(6025, "CrossTerminalTokenRestriction", Words.MERCHANT);

    /** Declines that are counted together: two within a day block the card for a day (reference, 6). */
    enum Group { CONDITIONAL, TEMPORARY }

    /** What the cardholder is told. */
    private enum Words {
        PAID("Оплата успешно проведена", "Payment successful"),
        FUNDS("Недостаточно средств на карте", "Insufficient funds on account"),
        LATER("Повторите попытку позже", "Try again later"),
        BANK("Свяжитесь с вашим банком или воспользуйтесь другой картой", "Contact your bank or use another card"),
        OTHER_CARD("Воспользуйтесь другой картой", "Use another card"),
        CHECK_DATA("Проверьте правильность введённых данных карты или воспользуйтесь другой картой", "Check the card data or use another card"),
        EXPIRED("Истёк срок действия карты или он указан неверно", "The card has expired or the date is wrong"),
        AMOUNT("Проверьте корректность суммы", "Check the amount"),
        LIMIT("Превышен лимит операций по карте", "The card's limit is exceeded"),
        THREE_DS("3-D Secure авторизация не пройдена", "3-D Secure authentication failed"),
        MERCHANT("Магазин не принял платёж", "The store did not accept the payment"),
        TOO_LATE("Заказ просрочен", "The order is out of date");

        private final String russian;
        private final String english;

        Words(String russian, String english) {
            this.russian = russian;
            this.english = english;
        }
    }

    private static final Set<ReasonCode> CONDITIONALS = Set.of(AMOUNT_ERROR, INVALID_CARD_NUMBER, FORMAT_ERROR, EXPIRED_CARD, INVALID_PIN,
            SECURITY_VIOLATION);
    private static final Set<ReasonCode> TEMPORARIES = Set.of(INSUFFICIENT_FUNDS, EXCEED_WITHDRAWAL_FREQUENCY, SYSTEM_ERROR);
    private static final Map<Integer, ReasonCode> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toMap(ReasonCode::code, code -> code, (a, _) -> a, LinkedHashMap::new));

    private final int code;
    private final String wireName;
    private final Words words;

    ReasonCode(int code, String wireName, Words words) {
        this.code = code;
        this.wireName = wireName;
        this.words = words;
    }

    int code() {
        return code;
    }

    String wireName() {
        return wireName;
    }

    String message(boolean english) {
        return english ? words.english : words.russian;
    }

    @Nullable Group group() {
        return CONDITIONALS.contains(this) ? Group.CONDITIONAL : TEMPORARIES.contains(this) ? Group.TEMPORARY : null;
    }

    static @Nullable ReasonCode of(String code) {
        return code.matches("\\d{1,4}") ? BY_CODE.get(Integer.parseInt(code)) : null;
    }

    /** The codes a fault may ask for. */
    static Set<String> declines() {
        return BY_CODE.keySet().stream().filter(code -> code != 0).map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
