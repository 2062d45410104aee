package io.ballot.core;

import io.ballot.core.history.TaskHistory;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the collaborators of one machine share: the time of the event at hand, the way out, the promised epoch.
 *
 * <p>A message to oneself takes the same way as any other, only shorter: it is handled after the event at hand. So the
 * leader asks itself as it is asked by others, and no collaborator is entered twice.
 */
public final class Outbox {

    private final CoreConfig config;
    private final TaskHistory history;
    private final Map<String, Arrows<?>> arrows = new TreeMap<>();
    private final ArrayDeque<Envelope> local = new ArrayDeque<>();
    private final Journal journal;
    private @Nullable Consumer<Command> out;
    private long nowMs;
    private long requests;
    private long promised;
    private long promiseNumber;

    public Outbox(CoreConfig config) {
        this.config = config;
        this.history = new TaskHistory(TaskHistory.TASKS_DEFAULT, config.doubtQueueMax());
        this.journal = new Journal(this, config.checkpointTasks());
    }

    void begin(long now, Consumer<Command> sink) {
        nowMs = Math.max(nowMs, now);
        out = sink;
        history.now(nowMs, promised);
    }

    @Nullable
    Envelope pollLocal() {
        return local.poll();
    }

    public CoreConfig config() {
        return config;
    }

    /** Where every collaborator notes what it did with a task; nothing is decided on it. */
    public TaskHistory history() {
        return history;
    }

    public NodeId self() {
        return config.self().node();
    }

    /** Monotonic clock of this node, in milliseconds, at the event at hand. */
    public long now() {
        return nowMs;
    }

    /** What has to be on file before others hear of it. */
    public Journal journal() {
        return journal;
    }

    /** The highest epoch this node has seen: it accepts nothing of a lower one (R1). */
    public long promised() {
        return promised;
    }

    /** Whether the promise outlives this process: before that nobody is told of it. */
    public boolean isPromiseKept() {
        return journal.holds(promiseNumber);
    }

    /** What an earlier process of this store has left on file. */
    void continueFrom(Recovery recovery) {
        promised = recovery.promised();
        journal.continueFrom(recovery.replayed());
    }

    /** Raises the promise, on file before anything of that epoch is. @throws IllegalStateException if it would go back */
    public void promise(long epoch) {
        if (epoch < promised) {
            throw new IllegalStateException("promised epoch " + promised + ", cannot promise " + epoch);
        }
        if (epoch > promised) {
            promiseNumber = journal.write(new JournalRecord.Promise(epoch));
        }
        promised = epoch;
    }

    /** The one machine of that name in this node; a leader's begin anew with each reign, their counts go on. */
    @SuppressWarnings("unchecked") // a name stands for one type of states
    public <S extends Enum<S>> Arrows<S> arrows(String name, Arrows.Table<S> table) {
        return (Arrows<S>) arrows.computeIfAbsent(name, n -> new Arrows<>(n, table));
    }

    Collection<Arrows<?>> arrows() {
        return arrows.values();
    }

    /** A number for a request to an adapter, never used before. */
    public long nextRequest() {
        return ++requests;
    }

    public void send(NodeId to, Message message) {
        if (to.equals(self())) {
            local.add(new Envelope(config.cluster(), 0, promised, config.self(), message));
        } else {
            command(new Command.Send(to, promised, message));
        }
    }

    public void command(Command command) {
        if (out == null) {
            throw new IllegalStateException("a command outside of an event: " + command);
        }
        out.accept(command);
    }

    public void info(String kind, String text) {
        command(new Command.Note(Command.Level.INFO, kind, text));
    }

    public void warn(String kind, String text) {
        command(new Command.Note(Command.Level.WARN, kind, text));
    }
}
