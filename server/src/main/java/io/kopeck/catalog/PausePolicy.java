package io.kopeck.catalog;

/**
 * How long customers may pause.
 *
 * @param daysPerYear in any 365 days; 0: not at all; at most 366
 */
public record PausePolicy(int daysPerYear) {

    public static final PausePolicy NONE = new PausePolicy(0);

    public PausePolicy {
        if (daysPerYear < 0 || daysPerYear > 366) {
            throw new IllegalArgumentException("days_per_year is 0 to 366");
        }
    }
}
