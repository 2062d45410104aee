package io.ballot.standalone;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the process which started this one is gone.
 *
 * <p>The starter holds the other end of standard input. However it ends, also by SIGKILL, the kernel closes that end,
 * and the read below returns. Plain Java has no other sign that is as prompt and as certain: a parent's pid may be
 * reused, and {@code PR_SET_PDEATHSIG} is Linux alone and needs native code.
 */
final class StdinWatch {
    private static final Logger log = LoggerFactory.getLogger(StdinWatch.class);

    private StdinWatch() {}

    /** Reads and forgets standard input on a daemon thread; runs {@code onClose} there once it ends. */
    static void start(Runnable onClose) {
        Thread thread = new Thread(() -> untilClosed(System.in, onClose), "stdin-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void untilClosed(InputStream stdin, Runnable onClose) {
        byte[] ignored = new byte[256];
        try {
            while (stdin.read(ignored) >= 0) {
                // What is written to this process means nothing; only the end of it does.
            }
        } catch (IOException broken) {
            log.debug("standard input is broken, which is as good as closed", broken);
        }
        onClose.run();
    }
}
