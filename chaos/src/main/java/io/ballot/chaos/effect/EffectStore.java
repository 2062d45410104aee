package io.ballot.chaos.effect;

import io.ballot.chaos.effect.Effect.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The system that tasks take effect in: remembers the highest token per task, refuses older ones (R10), and keeps the log.
 *
 * <p>Its clock times everything, so that the clock of no node counts. Who asks whether a task took effect is answered in the
 * order of the log: an effect that comes later comes after the answer.
 */
public final class EffectStore implements AutoCloseable {

    private final Path file;
    private final EffectLog log;
    private final Map<String, Long> highestToken = new HashMap<>();
    private final Set<String> executed = new HashSet<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Set<Long> dead = new HashSet<>();

    /** @param file the log; it is created */
    public EffectStore(Path file) throws IOException {
        this.file = file;
        this.log = new EffectLog(file);
    }

    /** The one clock, in milliseconds. */
    public static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** What a worker wants to write; the answer says what was written. */
    Kind write(Kind wanted, String task, String node, long pid, long token, String detail) throws IOException {
        long line;
        Kind kind;
        synchronized (this) {
            kind = judged(wanted, task, token);
            if (kind == Kind.END) {
                executed.add(task);
            }
            line = append(kind, task, node, pid, token, detail);
        }
        log.sync(line);
        return kind;
    }

    private Kind judged(Kind wanted, String task, long token) {
        boolean asks = wanted == Kind.START || wanted == Kind.END;
        if (!asks) {
            return wanted;
        }
        long highest = highestToken.getOrDefault(task, token);
        if (token < highest) {
            return wanted == Kind.START ? Kind.START_REFUSED : Kind.END_REFUSED;
        }
        highestToken.put(task, token);
        return wanted;
    }

    /** Whether the task took effect; that somebody asked is written down with the answer. */
    boolean check(String task, long pid, String reason) throws IOException {
        boolean answer;
        long line;
        synchronized (this) {
            answer = executed.contains(task);
            line = append(Kind.CHECK, task, Effect.NONE, pid, 0, reason + ":" + (answer ? "EXECUTED" : "NOT_EXECUTED"));
        }
        log.sync(line);
        return answer;
    }

    /** Writes down what was done to a process or a node. */
    public void note(Kind kind, String node, long pid, String detail) {
        try {
            long line;
            synchronized (this) {
                if (kind == Kind.DIED && !dead.add(pid)) {
                    return;
                }
                line = append(kind, Effect.NONE, node, pid, 0, detail);
            }
            log.sync(line);
        } catch (IOException failed) {
            throw new UncheckedIOException("the effect log cannot be written: " + file, failed);
        }
    }

    private long append(Kind kind, String task, String node, long pid, long token, String detail) throws IOException {
        Effect effect = new Effect(nowMs(), kind, task, node, pid, token, detail);
        effects.add(effect);
        return log.write(effect);
    }

    /** How many tasks took effect so far. */
    public synchronized int executedTasks() {
        return executed.size();
    }

    public synchronized boolean isExecuted(String task) {
        return executed.contains(task);
    }

    /** What was written so far, from the {@code from}-th line on. */
    public synchronized List<Effect> since(int from) {
        return List.copyOf(effects.subList(from, effects.size()));
    }

    /** All of it, as it stands in the file: what the checker reads. */
    public List<Effect> onFile() throws IOException {
        return EffectLog.read(file);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
