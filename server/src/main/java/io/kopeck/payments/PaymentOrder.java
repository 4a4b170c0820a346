package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.spi.Receipt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be opened with its first attempt.
 *
 * @param account the acquirer account that takes the money
 * @param subscriptionId what it pays for; null for {@link Purpose#BIND} and {@link Purpose#TOP_UP}; known before the subscription exists
 * @param periodNumber which period of it, counted from 0 without gaps or repeats; null where there is no subscription
 * @param tariffId with {@code tariffVersion} what was sold; null where there is no subscription
 * @param method the saved method to charge, or null when the customer fills one in
 * @param returnPath where the acquirer sends the browser back, a token is appended; null when no customer is present
 * @param telegramUserId told to the acquirer with the payment, for whoever reads its cabinet; null when there is none
 */
public record PaymentOrder(
        PaymentId id,
        CustomerId customer,
        ProductCode product,
        String account,
        Purpose purpose,
        @Nullable UUID subscriptionId,
        @Nullable Integer periodNumber,
        @Nullable UUID tariffId,
        @Nullable Integer tariffVersion,
        Money amount,
        String description,
        boolean saveMethod,
        @Nullable MethodId method,
        @Nullable String returnPath,
        @Nullable Receipt receipt,
        @Nullable Long telegramUserId) {

    /** A payment for a period of a subscription. */
    public static PaymentOrder ofPeriod(
            PaymentId id, CustomerId customer, ProductCode product, String account, Purpose purpose, UUID subscriptionId, int periodNumber,
            UUID tariffId, int tariffVersion, Money amount, String description, boolean saveMethod, @Nullable MethodId method,
            @Nullable String returnPath, @Nullable Receipt receipt) {
        return new PaymentOrder(
                id, customer, product, account, purpose, subscriptionId, periodNumber, tariffId, tariffVersion, amount, description,
                saveMethod, method, returnPath, receipt, null);
    }

    /** A payment for no subscription: a {@link Purpose#BIND} or a {@link Purpose#TOP_UP}. */
    public static PaymentOrder ofMoney(
            PaymentId id, CustomerId customer, ProductCode product, String account, Purpose purpose, Money amount, String description,
            boolean saveMethod, @Nullable MethodId method, @Nullable String returnPath, @Nullable Receipt receipt,
            @Nullable Long telegramUserId) {
        return new PaymentOrder(
                id, customer, product, account, purpose, null, null, null, null, amount, description, saveMethod, method, returnPath,
                receipt, telegramUserId);
    }
}
