package io.kopeck.payments.internal;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.internal.core.Attempt;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.PaymentState;
import io.kopeck.payments.spi.Receipt;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment as stored, with its latest attempt or the one asked for. */
record PaymentRow(
        UUID customer,
        UUID id,
        String product,
        String account,
        Purpose purpose,
        @Nullable UUID subscriptionId,
        @Nullable Integer periodNumber,
        @Nullable UUID tariffId,
        @Nullable Integer tariffVersion,
        Money amount,
        String description,
        boolean saveMethod,
        boolean capture,
        @Nullable String returnUrl,
        @Nullable String returnToken,
        @Nullable Receipt receipt,
        @Nullable Long telegramUserId,
        PaymentState state,
        int attempts,
        @Nullable String confirmationUrl,
        @Nullable String declineCode,
        long settledMinor,
        long refundedMinor,
        @Nullable Instant settledAt,
        Instant expiresAt,
        Instant createdAt,
        Instant modifiedAt,
        @Nullable AttemptRow attempt) {

    CustomerId customerId() {
        return new CustomerId(customer);
    }

    PaymentId paymentId() {
        return new PaymentId(id);
    }

    /** The attempt, where there has to be one. */
    AttemptRow requireAttempt() {
        if (attempt == null) {
            throw new IllegalStateException("payment " + id + " has no attempt");
        }
        return attempt;
    }

    /** This payment once the amount has been settled. */
    PaymentRow settled(PaymentState to, long amountMinor, Instant at) {
        return new PaymentRow(
                customer, id, product, account, purpose, subscriptionId, periodNumber, tariffId, tariffVersion, amount,
                description, saveMethod, capture, returnUrl, returnToken, receipt, telegramUserId, to, attempts, null, declineCode,
                settledMinor + amountMinor, refundedMinor, at, expiresAt, createdAt, at, attempt);
    }

    PaymentView view() {
        boolean processing = state == PaymentState.IN_FLIGHT || state == PaymentState.PARKED
                || (state == PaymentState.PENDING && confirmationUrl == null);
        return new PaymentView(
                paymentId(), customerId(), new ProductCode(product), account, purpose, subscriptionId, periodNumber,
                tariffId, tariffVersion, amount, saveMethod, state.status(settledMinor, refundedMinor), processing,
                state == PaymentState.PARKED, attempt != null && attempt.state() == AttemptState.REJECTED, confirmationUrl, declineCode, money(settledMinor), money(refundedMinor), attempts,
                attempt == null || attempt.methodId() == null ? null : new MethodId(attempt.methodId()),
                returnToken, createdAt, modifiedAt, settledAt, expiresAt);
    }

    private Money money(long minor) {
        return new Money(minor, amount.currency());
    }

    static Currency currency(String code) {
        return Currency.of(code).orElseThrow(() -> new IllegalStateException("unknown currency " + code));
    }

    /** One attempt. {@code token} is the saved method's at the acquirer; {@code methodRemoved} forbids a new charge of it. */
    record AttemptRow(
            int number,
            long invoice,
            String idempotencyKey,
            @Nullable UUID methodId,
            @Nullable String token,
            boolean methodRemoved,
            boolean customerPresent,
            AttemptState state,
            @Nullable String providerPaymentId,
            Instant sentAt,
            Instant keyExpiresAt,
            int checks) {

        boolean tookMoney() {
            return state == AttemptState.SUCCEEDED || state == AttemptState.SURPLUS;
        }

        Attempt core(UUID paymentId, Money amount) {
            return new Attempt(paymentId, number, state, amount, providerPaymentId, sentAt, checks);
        }
    }
}
