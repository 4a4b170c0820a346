package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.RetryAdvice;

/** What the reasons of {@code cancellation_details} mean for the next attempt (YooKassa API v3, Declined payments). */
final class Declines {

    /** No reason given; a reason nobody knows yet is treated the same way. */
    static final String GENERAL = "general_decline";

    /** Our word for a saved method the provider does not know, never saved, or dropped. */
    static final String METHOD_GONE = "payment_method_gone";

    private Declines() {}

    /** Advice for charging the same saved method again. */
    static RetryAdvice advice(String reason) {
        return switch (reason) {
            case "3d_secure_failed", "identification_required" -> RetryAdvice.WITH_CUSTOMER;
            case "card_expired", "country_forbidden", "fraud_suspected", "invalid_card_number", "invalid_csc",
                    "payment_method_restricted", "permission_revoked", "unsupported_mobile_operator", "loan_declined",
                    "loan_declined_by_payer", "loan_application_expired", METHOD_GONE -> RetryAdvice.NEW_METHOD;
            case "insufficient_funds", "payment_method_limit_exceeded", "call_issuer", "issuer_unavailable",
                    "internal_timeout", "expired_on_confirmation", "expired_on_capture", "canceled_by_merchant",
                    "deal_expired", GENERAL -> RetryAdvice.LATER;
            default -> RetryAdvice.LATER;
        };
    }

    /** Whether another refund attempt may work (YooKassa API v3, Refunds: cancellation_details). */
    static boolean refundAgain(String reason) {
        return switch (reason) {
            case "rejected_by_payee", "yoo_money_account_closed", "payment_expired", "payment_basket_id_not_found",
                    "payment_article_number_not_found", "payment_tru_code_not_found", "too_many_refunding_articles",
                    "some_articles_already_refunded" -> false;
            case "insufficient_funds", "rejected_by_timeout", GENERAL -> true;
            default -> true;
        };
    }
}
