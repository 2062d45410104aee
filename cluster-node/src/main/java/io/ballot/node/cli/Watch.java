package io.ballot.node.cli;

import io.ballot.node.admin.Json;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Shows a page again and again until Ctrl-C. On a terminal each replaces the one before; elsewhere they follow one another,
 * so that a log of them can be kept. What cannot be reached now may be back next time, so a failure is shown and no end.
 */
final class Watch {

    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final Console console;
    private final GlobalOptions options;
    private final double seconds;

    Watch(Console console, GlobalOptions options, double seconds) {
        this.console = console;
        this.options = options;
        this.seconds = seconds;
    }

    int show(Session session, ClusterCommand.Look look) throws CommandFailedException, InterruptedException {
        if (!(seconds > 0) || seconds > 86_400) {
            throw CommandFailedException.wrongUse("--watch wants seconds above 0, not " + seconds);
        }
        while (!Thread.currentThread().isInterrupted()) {
            one(session, look);
            if (console.out().checkError()) {
                return ExitCode.DONE; // whoever read this has gone
            }
            TimeUnit.MILLISECONDS.sleep(Math.max(100, Math.round(seconds * 1000)));
        }
        return ExitCode.DONE;
    }

    private void one(Session session, ClusterCommand.Look look) throws InterruptedException {
        boolean forPeople = !options.format.isJson();
        try {
            Page page = look.look(session);
            head(forPeople);
            console.write(page, options);
        } catch (CommandFailedException e) {
            head(forPeople);
            console.err().println(e.line());
        }
    }

    private void head(boolean forPeople) {
        if (forPeople && console.terminal()) {
            console.out().print(CLEAR);
        }
        if (forPeople) {
            console.out().println(Json.time(Instant.now()) + "  every " + seconds + " s");
            console.out().println();
        }
    }
}
