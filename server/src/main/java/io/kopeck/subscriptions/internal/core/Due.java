package io.kopeck.subscriptions.internal.core;

import io.kopeck.kernel.Money;

/**
 * What a period costs: its price, of which the customer's credit pays a part and a charge the rest.
 *
 * @param credit how much of the credit it uses
 * @param charge what is left to charge; zero when the credit covers it all
 */
public record Due(Money price, Money credit, Money charge) {

    public static Due of(Money price, Money balance) {
        var credit = balance.compareTo(price) > 0 ? price : balance;
        return new Due(price, credit, price.minus(credit));
    }
}
