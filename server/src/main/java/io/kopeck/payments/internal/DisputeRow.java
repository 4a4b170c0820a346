package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.RefundCause;
import java.time.Instant;
import java.util.UUID;

/** Money that went back without us, as received. {@code cause} is ACQUIRER or CHARGEBACK. */
record DisputeRow(
        UUID id, String account, RefundCause cause, String providerId, String providerPaymentId, Money amount, int tries,
        Instant receivedAt) {

    /** The name under which the acquirer's object is known among all of the account's. */
    String objectId() {
        return cause == RefundCause.CHARGEBACK ? "chargeback:" + providerId : providerId;
    }
}
