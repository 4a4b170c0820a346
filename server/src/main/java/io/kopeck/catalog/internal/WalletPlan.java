package io.kopeck.catalog.internal;

import io.kopeck.catalog.OperationTerms;
import io.kopeck.catalog.TopUpTerms;
import io.kopeck.catalog.WalletTerms;
import io.kopeck.kernel.Money;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a product's wallets, and what is stored of them. What it leaves to the settings stays open, so that a
 * node's settings are never taken for the file's.
 *
 * @param freeOperations null: as the settings say
 * @param price of an operation without a price of its own; null: as the settings say
 * @param operations by type, in the order of the file
 */
record WalletPlan(
        @Nullable Integer freeOperations, @Nullable Money price, Map<String, PlannedOperation> operations, TopUpTerms topUps) {

    WalletPlan {
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    }

    /** The terms that hold on this node. */
    WalletTerms with(WalletDefaults defaults) {
        var currency = topUps.min().currency();
        var usual = price == null ? defaults.price(currency) : price;
        var priced = new LinkedHashMap<String, OperationTerms>();
        operations.forEach((type, operation) -> priced.put(type, operation.with(usual)));
        return new WalletTerms(freeOperations == null ? defaults.freeOperations() : freeOperations, priced, topUps);
    }

    /**
     * One type of operation.
     *
     * @param price null: the wallet's
     */
    record PlannedOperation(@Nullable Money price, boolean billed) {

        private OperationTerms with(Money usual) {
            if (!billed) {
                return new OperationTerms(Money.zero(usual.currency()), false);
            }
            return new OperationTerms(price == null ? usual : price, true);
        }
    }
}
