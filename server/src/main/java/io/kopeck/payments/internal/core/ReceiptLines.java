package io.kopeck.payments.internal.core;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.util.ArrayList;

/** Arithmetic of receipts. Rates, subjects and modes are those of the receipt that was composed: nothing is looked up again. */
public final class ReceiptLines {

    private ReceiptLines() {}

    /**
     * The receipt for an amount of what it was made out for: the same lines, each with its share, summing to the amount
     * exactly. Lines whose share is nothing are left out. Equal arguments give equal receipts.
     *
     * @param amount positive, in the lines' currency
     */
    public static Receipt forAmount(Receipt whole, Money amount) {
        if (total(whole).equals(amount)) {
            return whole;
        }
        var weights = whole.lines().stream().mapToLong(line -> line.unitPrice().minor() * line.quantity()).toArray();
        var shares = amount.allocate(weights);
        var lines = new ArrayList<Receipt.Line>();
        for (int i = 0; i < weights.length; i++) {
            var line = whole.lines().get(i);
            if (shares.get(i).isPositive()) {
                lines.add(new Receipt.Line(line.description(), 1, shares.get(i), line.vatCode(), line.subject(), line.mode()));
            }
        }
        return new Receipt(whole.email(), whole.phone(), whole.taxSystem(), lines);
    }

    /** What the lines sum to. */
    public static Money total(Receipt receipt) {
        var sum = Money.zero(receipt.lines().getFirst().unitPrice().currency());
        for (var line : receipt.lines()) {
            sum = sum.plus(new Money(line.unitPrice().minor() * line.quantity(), line.unitPrice().currency()));
        }
        return sum;
    }
}
