package io.ballot.chaos.rival;

import io.ballot.chaos.effect.Execution;
import java.io.IOException;

/** One process of a system to compare with. Arguments: which, bootstrap servers, topic, group, name of the process. */
public final class RivalMain {

    private RivalMain() {}

    public static void main(String[] args) throws Exception {
        Thread orphan = new Thread(RivalMain::untilOrphaned, "orphan");
        orphan.setDaemon(true);
        orphan.start();
        Handling handling = new Handling(new Execution(args[4]));
        Source source = new Source(args[1], args[2], args[3]);
        Runnable stop = switch (args[0]) {
            case "consumer-poll" -> BareConsumer.start(source, handling, 0);
            case "consumer-second" -> BareConsumer.start(source, handling, 1_000);
            case "share" -> SharedConsumer.start(source, handling);
            case "parallel-unordered" -> Parallel.start(source, handling, false);
            case "parallel-key" -> Parallel.start(source, handling, true);
            case "spring" -> Spring.start(source, handling);
            default -> throw new IllegalArgumentException("there is no " + args[0]);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        Thread.currentThread().join();
    }

    private static void untilOrphaned() {
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
