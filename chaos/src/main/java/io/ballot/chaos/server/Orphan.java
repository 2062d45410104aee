package io.ballot.chaos.server;

import java.io.IOException;

/** Ends this process at once when the process that started it is gone: then its standard input ends. */
final class Orphan {

    private Orphan() {}

    static void watch() {
        Thread thread = new Thread(Orphan::untilClosed, "orphan");
        thread.setDaemon(true);
        thread.start();
    }

    private static void untilClosed() {
        try {
            while (System.in.read() >= 0) {
                // Only the end of it means something.
            }
        } catch (IOException broken) {
            System.err.println("standard input is broken, which is as good as closed: " + broken);
        }
        Runtime.getRuntime().halt(1);
    }
}
