package io.ballot.standalone;

import java.util.List;
import sun.misc.Signal;

/**
 * Ctrl-C, SIGTERM and SIGHUP as something to react to, rather than as the end of the JVM.
 *
 * <p>A shutdown hook would see the first signal but never a second one, and the second Ctrl-C must end everything at
 * once. The class used is in {@code jdk.unsupported}, whose exported packages every JDK so far supports.
 */
final class Signals {
    private static final List<String> THAT_END = List.of("INT", "TERM", "HUP");
    private static final int SIGNAL_EXIT = 128;

    private Signals() {}

    /** Calls {@code onSignal} on a thread of its own for every signal that would have ended this process. */
    static void handle(Runnable onSignal) {
        for (String name : THAT_END) {
            Signal.handle(new Signal(name), signal -> onSignal.run());
        }
    }

    /** {@code " (SIGKILL)"} for 137 and so on for the common ones, empty for an exit code that no signal gives. */
    static String nameOf(int exitCode) {
        return switch (exitCode - SIGNAL_EXIT) {
            case 2 -> " (SIGINT)";
            case 6 -> " (SIGABRT)";
            case 9 -> " (SIGKILL)";
            case 11 -> " (SIGSEGV)";
            case 15 -> " (SIGTERM)";
            default -> "";
        };
    }
}
