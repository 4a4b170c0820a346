package io.kopeck.catalog;

import java.util.Locale;

/**
 * What changing the tariff does, by direction. A tariff that costs more per time is an upgrade, every other one a downgrade.
 */
public record ChangePolicy(Way upgrade, Way downgrade) {

    /** The ways to change. */
    public enum Way {
        /** The new period begins now; the unused share of what was paid is credited against its price. */
        NOW_PRORATED,
        /** The new period begins now at its full price, longer by what the unused share buys at the new price. */
        NOW_FULL_PRICE,
        /** The paid period is used up first. */
        AT_PERIOD_END;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
