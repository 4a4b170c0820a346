package io.kopeck.wallets;

import io.kopeck.kernel.Money;
import io.kopeck.payments.MethodId;

/**
 * How a wallet is filled by itself.
 *
 * @param threshold below this much it is filled
 * @param amount with this much, as the product's terms accept it
 * @param method the saved method that is charged
 */
public record AutoTopUp(Money threshold, Money amount, MethodId method) {

    /** At most this many begin in one day; then it waits for the next. */
    public static final int PER_DAY_MAX = 5;

    /** After so many that failed in a row, a day apart, it stops. */
    public static final int FAILURES_MAX = 3;
}
