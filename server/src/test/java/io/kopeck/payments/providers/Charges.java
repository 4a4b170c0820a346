package io.kopeck.payments.providers;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Payer;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.SentCharge;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Charges as the core names and remembers them. */
public final class Charges {

    private static final int INVOICE_MAX = Integer.MAX_VALUE;

    private static final Payer PAYER = new Payer(UUID.fromString("0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11"), "anna@example.org", null);
    private static final Instant EXPIRES_AT = Instant.parse("2099-01-01T00:00:00Z");

    private Charges() {}

    public static ChargeReference reference(int attempt) {
        return reference(UUID.randomUUID(), attempt);
    }

    /** The same payment and attempt always have the same invoice number. */
    public static ChargeReference reference(UUID paymentId, int attempt) {
        return new ChargeReference(
                paymentId, attempt, Math.floorMod(31 * paymentId.getLeastSignificantBits() + attempt, INVOICE_MAX) + 1L);
    }

    /** A charge of some payer's, with a day for the customer to fill it in. */
    public static ChargeRequest request(
            UUID paymentId, int attempt, String idempotencyKey, Money amount, String description, boolean capture,
            boolean saveMethod, @Nullable String methodToken, @Nullable URI returnUrl, @Nullable Receipt receipt) {
        return new ChargeRequest(
                reference(paymentId, attempt), idempotencyKey, amount, description, capture, saveMethod, methodToken, returnUrl,
                EXPIRES_AT, PAYER, receipt);
    }

    public static ChargeRequest with(ChargeRequest request, Money amount) {
        return new ChargeRequest(
                request.reference(), request.idempotencyKey(), amount, request.description(), request.capture(),
                request.saveMethod(), request.methodToken(), request.returnUrl(), request.expiresAt(), request.payer(),
                request.receipt());
    }

    /** What is remembered of a charge; {@code now} is also taken for when it was sent. */
    public static SentCharge sent(ChargeRequest request, Instant now) {
        return new SentCharge(
                request.reference(), request.amount(), now, request.methodToken() == null, request.saveMethod(),
                now.isAfter(request.expiresAt()));
    }
}
