package io.kopeck.catalog;

import io.kopeck.kernel.Money;
import java.util.List;

/**
 * What may be put into a wallet at once.
 *
 * @param min the least
 * @param whole whether only whole major units are taken
 * @param offers amounts to choose from, each accepted, in the order they are shown; at most {@value #OFFERS_MAX}
 */
public record TopUpTerms(Money min, boolean whole, List<Money> offers) {

    /** The most amounts to choose from. */
    public static final int OFFERS_MAX = 10;

    public TopUpTerms {
        offers = List.copyOf(offers);
    }

    /**
     * Whether the amount may be put in.
     *
     * @throws IllegalArgumentException when it is in another currency
     */
    public boolean accepts(Money amount) {
        return amount.compareTo(min) >= 0 && (!whole || amount.isWhole());
    }
}
