package io.ballot.chaos.run;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells on standard error what happens, each line with the seconds since the beginning. */
public final class Narrator {

    private final PrintStream out;
    private final long startNs = System.nanoTime();

    public Narrator(PrintStream out) {
        this.out = out;
    }

    public void tell(String format, Object... values) {
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f  ", seconds) + String.format(Locale.ROOT, format, values));
    }
}
