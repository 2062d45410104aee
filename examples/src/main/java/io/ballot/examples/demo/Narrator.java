package io.ballot.examples.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells what happens, on standard error: a bar that moves on a terminal, a line now and then where there is none. Safe for
 * several threads: nodes come and go beside the work.
 */
final class Narrator {

    private static final int WIDTH = 40;
    private static final long LINE_EVERY_MS = 5_000;

    private final PrintStream out;
    private final boolean isTerminal;
    private final long startedMs = now();
    private long toldMs = now();
    private boolean barStands;
    private boolean silent;

    Narrator(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** A line that stays. */
    synchronized void tell(String format, Object... arguments) {
        if (silent) {
            return;
        }
        wipe();
        double seconds = (now() - startedMs) / 1000.0;
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    /** How far the work is. */
    synchronized void progress(int done, int of, String beside) {
        if (silent) {
            return;
        }
        if (isTerminal) {
            int filled = (int) ((long) WIDTH * done / of);
            out.printf(
                    Locale.ROOT,
                    "\r\u001b[K[%s%s] %3d %%  %,d of %,d  %s",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    (long) 100 * done / of,
                    done,
                    of,
                    beside);
            out.flush();
            barStands = true;
        } else if (now() - toldMs >= LINE_EVERY_MS) {
            toldMs = now();
            tell("%3d %%  %,d of %,d executed  %s", (long) 100 * done / of, done, of, beside);
        }
    }

    private void wipe() {
        if (barStands) {
            out.print("\r\u001b[K");
            barStands = false;
        }
    }

    /** Nothing more is told: somebody interrupted the demo and does not want to read on. */
    synchronized void hush() {
        wipe();
        out.flush();
        silent = true;
    }
}
