package io.kopeck.commands.internal;

import io.kopeck.commands.internal.Report.Line;
import io.kopeck.commands.internal.Report.Verdict;
import io.kopeck.platform.verify.AcquirerBookCheck;
import io.kopeck.platform.verify.AcquirerBookCheck.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares a sandbox's book with ours while both may be moving.
 *
 * <p>First the book, then our rows: an attempt is committed before the acquirer hears of it, so every entry that was read
 * has its row. What settles here after the book was read is missing from it only until its end is read again.
 */
final class BookComparison {

    private static final int ENOUGH = 50;

    private final AcquirerBookCheck check;
    private final TransactionTemplate reading;
    private final SandboxBook book;
    private final Set<String> accounts;
    private final EntrySet known = new EntrySet();
    private final List<String> differences = new ArrayList<>();
    private final List<String> underWay = new ArrayList<>();
    private long last;
    private int agreed;
    private int underWayCount;

    BookComparison(AcquirerBookCheck check, TransactionTemplate reading, SandboxBook book, Set<String> accounts) {
        this.check = check;
        this.reading = reading;
        this.book = book;
        this.accounts = accounts;
    }

    Line compare() {
        if (!readOn()) {
            return new Line(Verdict.SKIPPED, "the sandbox's book: no answer from " + book.address(), List.of());
        }
        var missing = missing();
        if (!missing.isEmpty() && readOn()) {
            missing = missing.stream().filter(settled -> !known.contains(settled.kind(), settled.id())).toList();
        }
        missing.forEach(settled -> differences.add("not in the sandbox's book: " + settled.description()));
        return line();
    }

    /** Reads and compares the book's entries up to its end. */
    private boolean readOn() {
        Optional<SandboxBook.Page> page = book.after(last);
        while (page.isPresent() && !page.get().entries().isEmpty()) {
            var entries = page.get().entries();
            last = page.get().last();
            entries.forEach(entry -> known.add(entry.kind(), entry.id()));
            var comparison = reading.execute(_ -> check.compare(accounts, entries));
            agreed += comparison.agreed();
            underWayCount += comparison.underWay().size();
            keep(comparison.differences(), differences);
            keep(comparison.underWay(), underWay);
            page = book.after(last);
        }
        return page.isPresent();
    }

    private List<Settled> missing() {
        return reading.execute(_ -> check.notIn(known, accounts, ENOUGH));
    }

    private Line line() {
        var text = "the sandbox's book and ours agree to the kopeck: " + agreed + " charges and refunds at " + book.provider()
                + (underWayCount == 0 ? "" : ", " + underWayCount + " under way");
        var details = new ArrayList<>(differences);
        underWay.forEach(entry -> details.add("under way: " + entry));
        return new Line(differences.isEmpty() ? Verdict.RIGHT : Verdict.WRONG, text, details);
    }

    private static void keep(List<String> more, List<String> kept) {
        more.stream().limit(Math.max(0, ENOUGH - kept.size())).forEach(kept::add);
    }
}
