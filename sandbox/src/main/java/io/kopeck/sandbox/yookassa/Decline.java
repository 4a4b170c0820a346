package io.kopeck.sandbox.yookassa;

import java.util.Set;

/** Who ended a payment and why: {@code cancellation_details} (reference, 5.6). */
record Decline(String party, String reason) {

    static final Decline BY_MERCHANT = new Decline("merchant", "canceled_by_merchant");
    static final Decline NOT_CONFIRMED = new Decline("yoo_money", "expired_on_confirmation");
    static final Decline NOT_CAPTURED = new Decline("yoo_money", "expired_on_capture");

    /** Reasons a card or a wallet can be declined with. */
    static final Set<String> REASONS = new java.util.TreeSet<>(Set.of(
            "3d_secure_failed", "call_issuer", "card_expired", "country_forbidden", "fraud_suspected", "general_decline",
            "identification_required", "insufficient_funds", "internal_timeout", "invalid_card_number", "invalid_csc",
            "issuer_unavailable", "payment_method_limit_exceeded", "payment_method_restricted", "permission_revoked"));

    private static final Set<String> BY_YOO_MONEY = Set.of("country_forbidden", "identification_required", "internal_timeout");

    /** The decline a fault asks for. YooKassa names no party for {@code permission_revoked}: the network is our reading. */
    static Decline ofReason(String reason) {
        return new Decline(BY_YOO_MONEY.contains(reason) ? "yoo_money" : "payment_network", reason);
    }
}
