package io.kopeck.chaos;

import io.kopeck.chaos.Finding.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a run, on one page.
 *
 * @param books by provider: what was compared
 * @param surprises answers of 500 and above
 */
record ChaosReport(
        ChaosOptions options, Duration took, Tally struck, Tally deeds, Tally surprises, Map<String, Book> books, int events,
        List<Finding> findings) {

    private static final int FINDINGS_SHOWN_MAX = 5;

    /** One acquirer's book. */
    record Book(long charges, long refunds, long netMinor) {}

    void print(PrintStream out) {
        out.println();
        out.printf("chaos: %d customers, %d months, %d servers, seed %d, %d min %d s%n", options.customers(), options.months(),
                options.nodes(), options.seed(), took.toMinutes(), took.toSecondsPart());
        section(out, "what was broken", struck);
        section(out, "what the customers did", deeds);
        if (surprises.total() > 0) {
            section(out, "answers of 500 and above, while things were broken", surprises);
        }
        out.println();
        books.forEach((provider, book) -> out.printf("  %-15s %,8d charges %,8d refunds, kept %,15.2f%n", provider, book.charges(),
                book.refunds(), book.netMinor() / 100.0));
        out.printf("  %-15s %,8d in the log%n", "events", events);
        out.println();
        var byKind = findings.stream().collect(Collectors.groupingBy(Finding::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
        byKind.forEach((kind, list) -> {
            out.printf("  WRONG %s: %d%n", kind.code(), list.size());
            list.stream().limit(FINDINGS_SHOWN_MAX).forEach(finding -> out.println("          " + finding.what()));
        });
        out.println(findings.isEmpty()
                ? "Nothing is wrong: charged exactly once, booked to the kopeck, and access for everyone who paid."
                : "SOMETHING IS WRONG: " + findings.size() + " findings.");
    }

    private static void section(PrintStream out, String title, Tally tally) {
        out.println();
        out.printf("  %s: %,d%n", title, tally.total());
        columns(out, tally.counts().entrySet());
    }

    private static void columns(PrintStream out, Collection<Map.Entry<String, Long>> counts) {
        var cells = counts.stream().map(count -> String.format("%-40s %,6d", count.getKey(), count.getValue())).toList();
        for (int i = 0; i < cells.size(); i += 2) {
            out.println("    " + cells.get(i) + (i + 1 < cells.size() ? "    " + cells.get(i + 1) : ""));
        }
    }
}
