package io.kopeck.platform.tx;

/** Checks how many rows a guarded statement touched. */
public final class Rows {

    private Rows() {}

    /**
     * Passes when exactly one row changed.
     *
     * @throws StaleState when none did
     */
    public static void exactlyOne(int changed, String what) {
        if (changed == 0) {
            throw new StaleState(what);
        }
        if (changed > 1) {
            throw new IllegalStateException(changed + " rows of " + what + " changed where one was meant");
        }
    }
}
