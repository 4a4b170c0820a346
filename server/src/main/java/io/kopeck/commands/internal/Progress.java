package io.kopeck.commands.internal;

import java.io.PrintStream;

/** A bar that is drawn over itself on a terminal, and not at all elsewhere. */
final class Progress {

    private static final int CELLS = 24;
    private static final int TEXT_MAX = 60;

    private final PrintStream terminal;
    private final boolean visible;
    private final int steps;
    private int done;

    Progress(PrintStream terminal, boolean visible, int steps) {
        this.terminal = terminal;
        this.visible = visible;
        this.steps = steps;
    }

    /** Shows what begins now. */
    void begin(String step) {
        if (visible) {
            int full = steps == 0 ? CELLS : done * CELLS / steps;
            var text = step.length() > TEXT_MAX ? step.substring(0, TEXT_MAX - 1) + "…" : step;
            terminal.print("\r\033[2K[" + "#".repeat(full) + "-".repeat(CELLS - full) + "] " + done + "/" + steps + "  " + text);
            terminal.flush();
        }
    }

    void end() {
        done++;
    }

    /** Takes the bar away. */
    void clear() {
        if (visible) {
            terminal.print("\r\033[2K");
            terminal.flush();
        }
    }
}
