package io.kopeck.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a product's prepaid wallets are charged for, and how they are filled. All amounts are in the product's currency.
 *
 * @param freeOperations how many billed operations a new wallet gets for nothing; 0 to {@value #FREE_OPERATIONS_MAX}
 * @param operations what is sold, by type, in the order it is shown; 1 to {@value #OPERATIONS_MAX}. A type is 1 to 40 of a-z,
 *     0-9 and _, beginning with a letter
 * @param topUps what may be put into a wallet
 */
public record WalletTerms(int freeOperations, Map<String, OperationTerms> operations, TopUpTerms topUps) {

    /** The most operations that a new wallet gets. */
    public static final int FREE_OPERATIONS_MAX = 1000;

    /** The most types of operations that a product sells. */
    public static final int OPERATIONS_MAX = 200;

    public WalletTerms {
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    }
}
