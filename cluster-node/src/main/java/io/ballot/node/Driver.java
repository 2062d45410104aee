package io.ballot.node;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.node.admin.MachineAccess;
import io.ballot.protocol.Member;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a node's machine: takes what the adapters put into the inbox, stamps the time, feeds the machine
 * and carries out what comes back.
 *
 * <p>One wake-up a batch: all that waits is fed before the machine is asked to flush. An error out of the machine is a bug
 * or exhausted memory; the node stops (R12).
 */
final class Driver implements MachineAccess {

    private static final Logger log = LoggerFactory.getLogger(Driver.class);

    /** The machine's timers are looked at this often. */
    static final long TICK_MS = 50;

    private final NodeMachine machine;
    private final Inbox inbox;
    private final Consumer<Command> commands;
    private final Runnable flushed;
    private final Consumer<List<Member>> addressBook;
    private final LongSupplier clockMs;
    private final Consumer<Throwable> onFatal;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param commands carries out a command; never waits
     * @param flushed called after a batch's commands, for adapters that gather
     * @param addressBook told of the members before the machine is, so that it can be obeyed
     * @param clockMs the node's monotonic clock
     */
    Driver(
            String name,
            NodeMachine machine,
            Inbox inbox,
            Consumer<Command> commands,
            Runnable flushed,
            Consumer<List<Member>> addressBook,
            LongSupplier clockMs,
            Consumer<Throwable> onFatal) {
        this.machine = machine;
        this.inbox = inbox;
        this.commands = commands;
        this.flushed = flushed;
        this.addressBook = addressBook;
        this.clockMs = clockMs;
        this.onFatal = onFatal;
        this.thread = new Thread(this::run, "ballot-driver-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            long nextTickMs = clockMs.getAsLong();
            while (running) {
                long waitMs = Math.max(0, nextTickMs - clockMs.getAsLong());
                List<Object> batch = inbox.take(waitMs);
                for (Object item : batch) {
                    if (item instanceof Event event) {
                        if (event instanceof Event.MembersChanged changed) {
                            addressBook.accept(changed.members());
                        }
                        machine.on(event, clockMs.getAsLong(), commands);
                    } else if (item instanceof Runnable question) {
                        question.run();
                    }
                }
                long now = clockMs.getAsLong();
                if (now >= nextTickMs) {
                    nextTickMs = now + TICK_MS;
                    machine.on(new Event.Tick(), now, commands);
                }
                machine.flush(clockMs.getAsLong(), commands);
                flushed.run();
            }
        } catch (InterruptedException e) {
            log.info("driver interrupted: the node is being closed");
        } catch (Throwable e) {
            onFatal.accept(e);
        } finally {
            inbox.close();
        }
    }

    /** Runs the question on the machine's thread, between two events. */
    @Override
    public <T> CompletableFuture<T> ask(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean asked = inbox.ask(() -> {
            try {
                answer.complete(question.ask(machine, clockMs.getAsLong()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e); // a question that fails is the asker's affair, not the machine's
            }
        });
        if (!asked) {
            answer.completeExceptionally(new IllegalStateException("the node has stopped"));
        }
        return answer;
    }

    CompletableFuture<NodeStatus> status() {
        return ask(NodeMachine::status);
    }

    /** Ends after the batch at hand. */
    void stop() {
        running = false;
    }

    /** Waits for the end. @return whether it has come */
    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        if (Thread.currentThread() != thread) {
            thread.join(timeoutMs);
        }
        return !thread.isAlive();
    }
}
