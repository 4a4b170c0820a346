package io.kopeck.payments;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Composes the fiscal receipt that goes with a payment, from the product's terms. */
public final class Receipts {

    private Receipts() {}

    /**
     * One line for the whole amount.
     *
     * @return null where the product makes out no receipts
     * @throws IllegalStateException when a receipt is due and there is nowhere to send it
     */
    public static @Nullable Receipt compose(Product product, Optional<String> email, String description, Money amount) {
        var terms = product.receipts();
        if (!terms.enabled()) {
            return null;
        }
        var to = email.orElseThrow(() -> new IllegalStateException("a receipt needs a contact"));
        var line = new Receipt.Line(description, 1, amount, terms.vatCode(), terms.subject(), terms.mode());
        return new Receipt(to, null, terms.taxSystem(), List.of(line));
    }
}
