package io.kopeck.commands.internal;

import java.io.PrintStream;
import java.util.List;

/** What {@code verify} found, on one page. */
record Report(List<Line> lines) {

    private static final int DETAILS_MAX = 10;

    Report {
        lines = List.copyOf(lines);
    }

    boolean isRight() {
        return lines.stream().noneMatch(line -> line.verdict() == Verdict.WRONG);
    }

    void print(PrintStream out) {
        for (var line : lines) {
            out.printf("%-8s %s%n", line.verdict().word, line.text());
            line.details().stream().limit(DETAILS_MAX).forEach(detail -> out.println("           " + detail));
            if (line.details().size() > DETAILS_MAX) {
                out.println("           and more");
            }
        }
        out.println();
        long wrong = lines.stream().filter(line -> line.verdict() == Verdict.WRONG).count();
        long checked = lines.stream().filter(line -> line.verdict() != Verdict.SKIPPED).count();
        out.println(wrong == 0
                ? "The books are right: " + checked + " checks."
                : "THE BOOKS ARE WRONG: " + wrong + " of " + checked + " checks failed.");
    }

    /** How a check went. */
    enum Verdict {
        RIGHT("ok"),
        WARNING("warning"),
        WRONG("WRONG"),
        SKIPPED("skipped");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    /** One check. */
    record Line(Verdict verdict, String text, List<String> details) {

        Line {
            details = List.copyOf(details);
        }
    }
}
