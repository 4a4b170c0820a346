package io.kopeck.wallets;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A wallet as anybody would keep it on paper, knowing nothing of databases. Answers in words, all of them given on one day. */
final class PaperWallet {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final @Nullable Long dayLimit;
    private long balance;
    private long held;
    private long spent;
    private int free;

    PaperWallet(long balance, int free, @Nullable Long dayLimit) {
        this.balance = balance;
        this.free = free;
        this.dayLimit = dayLimit;
    }

    String charge(String task, long price) {
        var known = entries.get(task);
        if (known != null) {
            return known.status.equals("held") || known.status.equals("released") ? known.status + left() : known.answer();
        }
        var refusal = refusal(price);
        if (refusal != null) {
            return refusal + left();
        }
        var entry = new Entry(false, false);
        entries.put(task, entry);
        take(entry, price);
        entry.status = entry.amount == 0 ? "free" : "charged";
        entry.price = entry.amount;
        return entry.leave(left());
    }

    String hold(String task, long price, boolean isOver) {
        var known = entries.get(task);
        if (known != null) {
            return known.isHold ? known.answer() : "charged" + left();
        }
        var refusal = refusal(price);
        if (refusal != null) {
            return refusal + left();
        }
        var entry = new Entry(true, isOver);
        entries.put(task, entry);
        take(entry, price);
        held += entry.amount;
        entry.status = "held";
        entry.price = entry.amount;
        return entry.leave(left());
    }

    /** @param amount null for all */
    String capture(String task, @Nullable Long amount) {
        var entry = entries.get(task);
        long wanted = entry.amount == 0 || amount == null ? entry.amount : amount;
        if (entry.status.equals("held") && entry.isOver) {
            release(task);
        }
        if (entry.status.equals("released")) {
            return "over";
        }
        if (!entry.status.equals("held")) {
            return entry.price == wanted ? entry.answer() : "captured " + entry.price;
        }
        if (wanted > entry.amount) {
            return "too much, held " + entry.amount;
        }
        held -= entry.amount;
        balance += entry.amount - wanted;
        spent -= entry.amount - wanted;
        entry.status = entry.amount == 0 ? "free" : "charged";
        entry.price = wanted;
        return entry.leave(left());
    }

    String release(String task) {
        var entry = entries.get(task);
        if (entry.status.equals("released")) {
            return entry.answer();
        }
        if (!entry.status.equals("held")) {
            return "captured " + entry.price;
        }
        held -= entry.amount;
        balance += entry.amount;
        spent -= entry.amount;
        free += entry.amount == 0 ? 1 : 0;
        entry.status = "released";
        entry.price = 0;
        return entry.leave(left());
    }

    void refund(String task) {
        var entry = entries.get(task);
        if (entry.status.equals("free") || entry.status.equals("charged")) {
            balance += entry.price;
            entry.status = "refunded";
        }
    }

    void timeIsOver() {
        entries.forEach((task, entry) -> {
            if (entry.isOver && entry.status.equals("held")) {
                release(task);
            }
        });
    }

    /** All there is to say about it. */
    String all() {
        return "balance " + balance + ", held " + held + ", free " + free + ", spent " + spent;
    }

    /** How many operations have the status. */
    long count(String status) {
        return entries.values().stream().filter(entry -> entry.status.equals(status)).count();
    }

    private @Nullable String refusal(long price) {
        if (free > 0) {
            return null;
        }
        if (balance < price) {
            return "insufficient_funds";
        }
        return dayLimit != null && spent + price > dayLimit ? "limit_reached" : null;
    }

    private void take(Entry entry, long price) {
        if (free > 0) {
            free--;
        } else {
            entry.amount = price;
            balance -= price;
            spent += price;
        }
    }

    private String left() {
        return ", left " + balance + " and " + free;
    }

    private static final class Entry {

        private final boolean isHold;
        private final boolean isOver;
        private long amount;
        private long price;
        private String status = "";
        private String left = "";

        Entry(boolean isHold, boolean isOver) {
            this.isHold = isHold;
            this.isOver = isOver;
        }

        String leave(String left) {
            this.left = left;
            return answer();
        }

        String answer() {
            return status + " " + price + left;
        }
    }
}
