package io.kopeck.platform.verify;

import java.util.List;

/**
 * Something that is true of the books, always. It lives in the module whose tables it reads.
 *
 * <p>A check runs inside a read-only transaction on a snapshot, changes nothing and keeps little in memory: it lets the
 * database count, or reads with a fetch size. Checks are reported in the order of their {@code @Order}.
 */
public interface BookCheck {

    /** What is true, as a sentence without a full stop: one line of the report. */
    String name();

    /**
     * Where it is not true.
     *
     * @param max how many findings are enough; more are not looked for
     * @return one line each, naming the ids to look up; empty when all is well
     */
    List<String> findings(int max);

    /** Whether a finding asks for attention only, and does not prove the books wrong. */
    default boolean isWarning() {
        return false;
    }
}
