package io.kopeck.wallets.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.wallets.HoldView;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.internal.core.Funds;
import java.time.Instant;

/** An operation that was held. {@code price} is what was captured, {@code balance} and {@code freeLeft} as its last step left them. */
record HoldRow(
        OperationId id, WalletId wallet, CustomerId customer, OperationStatus status, Money price, Funds.Hold hold, Instant expiresAt,
        Money balance, int freeLeft) {

    /** What was set aside at first. */
    Money held() {
        return new Money(hold.minor(), price.currency());
    }

    HoldView view() {
        return new HoldView(id, status, status == OperationStatus.HELD ? held() : price, balance, freeLeft, expiresAt);
    }
}
