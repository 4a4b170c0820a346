package io.kopeck.wallets.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.wallets.AutoTopUp;
import io.kopeck.wallets.WalletId;
import java.time.LocalDate;

/**
 * A wallet's automatic filling as stored.
 *
 * @param failures since the last that succeeded
 * @param begun how many began on {@code begunOn}
 */
record AutoTopUpRow(
        CustomerId customer, WalletId wallet, ProductCode product, AutoTopUp terms, int failures, LocalDate begunOn, int begun) {

    int begunOn(LocalDate day) {
        return begunOn.equals(day) ? begun : 0;
    }
}
