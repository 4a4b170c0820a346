package io.kopeck.client;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Neither a free operation nor enough money is left; nothing was charged. Once there is money, the operation is asked for again
 * with the same task id.
 */
public final class InsufficientFunds extends Refused {

    static final String CODE = "insufficient_funds";

    private static final long serialVersionUID = 1L;

    private final BigDecimal price;
    private final BigDecimal balance;
    private final int freeOperationsLeft;
    private final @Nullable String topUpUrl;

    InsufficientFunds(
            int status, String detail, BigDecimal price, BigDecimal balance, int freeOperationsLeft, @Nullable String topUpUrl) {
        super(status, CODE, detail, Map.of());
        this.price = price;
        this.balance = balance;
        this.freeOperationsLeft = freeOperationsLeft;
        this.topUpUrl = topUpUrl;
    }

    /** What the operation costs. */
    public BigDecimal price() {
        return price;
    }

    /** What can be spent. */
    public BigDecimal balance() {
        return balance;
    }

    public int freeOperationsLeft() {
        return freeOperationsLeft;
    }

    /** Where the owner puts money in; null when the server names no such place. */
    public @Nullable String topUpUrl() {
        return topUpUrl;
    }
}
