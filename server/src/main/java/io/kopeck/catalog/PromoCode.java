package io.kopeck.catalog;

import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A promo code: given when a subscription begins, it lowers the first payment or makes the trial longer.
 *
 * @param code upper case
 * @param products what it holds for, at least one
 * @param usesMax how often it is used in all; null: as often as anybody likes
 * @param perCustomer how often each customer may use it, 1 to 100
 * @param endsAt when it stops; null: never
 * @param active false once archived
 */
public record PromoCode(
        String code, Set<ProductCode> products, Benefit benefit, @Nullable Integer usesMax, int perCustomer,
        @Nullable Instant endsAt, boolean active) {

    private static final String FORM = "[A-Z0-9][A-Z0-9_-]{2,39}";
    private static final int USES_MAX = 1_000_000_000;
    private static final int PER_CUSTOMER_MAX = 100;

    public PromoCode {
        products = Set.copyOf(products);
        if (!isValid(code)) {
            throw new IllegalArgumentException("a promo code is 3 to 40 of A-Z, 0-9, _ and -");
        }
        if (products.isEmpty()) {
            throw new IllegalArgumentException("a promo code holds for at least one product");
        }
        if (usesMax != null && (usesMax < 1 || usesMax > USES_MAX)) {
            throw new IllegalArgumentException("uses_max is 1 to " + USES_MAX);
        }
        if (perCustomer < 1 || perCustomer > PER_CUSTOMER_MAX) {
            throw new IllegalArgumentException("per_customer is 1 to " + PER_CUSTOMER_MAX);
        }
    }

    public static boolean isValid(String code) {
        return code.matches(FORM);
    }

    /** Whether it holds for the product at this moment; how often it was used is not looked at. */
    public boolean holds(ProductCode product, Instant now) {
        return active && products.contains(product) && (endsAt == null || now.isBefore(endsAt));
    }

    /** What it gives. */
    public sealed interface Benefit {

        /** Less by so many percent, 1 to 99, rounded down in favour of the price. */
        record Percent(int percent) implements Benefit {

            public Percent {
                if (percent < 1 || percent > 99) {
                    throw new IllegalArgumentException("percent is 1 to 99");
                }
            }
        }

        /** Less by so much; of no use for a price that is not higher. */
        record Fixed(Money amount) implements Benefit {

            public Fixed {
                if (!amount.isPositive()) {
                    throw new IllegalArgumentException("the amount is more than zero");
                }
            }
        }

        /** So many days of trial more, 1 to 366; a tariff without a trial gets one. */
        record TrialDays(int days) implements Benefit {

            public TrialDays {
                if (days < 1 || days > 366) {
                    throw new IllegalArgumentException("trial_days is 1 to 366");
                }
            }
        }
    }
}
