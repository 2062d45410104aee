package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import java.util.ArrayDeque;

/**
 * A process's way to its disk: everything that waits is written at once, a little later, and said a little after that. A
 * process that is killed in between has written what it had written, and nobody was told.
 */
final class SimJournal {

    private final SimProcess process;
    private final SimRandom random;
    private final ArrayDeque<Command.Journal> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean failed;

    SimJournal(SimProcess process, SimRandom random) {
        this.process = process;
        this.random = random;
    }

    boolean hasFailed() {
        return failed;
    }

    void write(Command.Journal write) {
        if (failed) {
            return;
        }
        waiting.add(write);
        if (!writing) {
            writing = true;
            process.after(delayMs(), this::writeAll);
        }
    }

    private void writeAll() {
        writing = false;
        long last = 0;
        while (!waiting.isEmpty() && !failed) {
            Command.Journal next = waiting.remove();
            if (process.node.disk.append(process.store, next.change())) {
                last = next.number();
            } else {
                failed = true;
                process.cluster.trace.line(process.name().name(), "its disk is full");
                process.after(delayMs(), () -> process.deliver(new Event.JournalFailed("the disk is full")));
            }
        }
        long upTo = last;
        if (upTo > 0) {
            process.after(failed ? 0 : delayMs(), () -> process.deliver(new Event.Journaled(upTo)));
        }
    }

    private long delayMs() {
        return process.cluster.plan.diskMs == 0 ? 0 : random.between(0, process.cluster.plan.diskMs);
    }
}
