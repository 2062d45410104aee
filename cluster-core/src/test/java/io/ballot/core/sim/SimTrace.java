package io.ballot.core.sim;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as a hash over everything (two runs of a seed must agree) and as the last lines for whoever has to
 * understand a violation. The whole story goes to the file named by the system property {@code sim.trace}.
 */
final class SimTrace {

    private static final int TAIL = 160;

    private record Line(long atMs, String where, Object what) {
        @Override
        public String toString() {
            return String.format("%7d %-9s %s", atMs, where, what instanceof String ? what : Structure.text(what));
        }
    }

    private final EventHeap heap;
    private final ArrayDeque<Line> tail = new ArrayDeque<>();
    private final @Nullable PrintStream maybeFile;
    private long hash = 1;
    private long events;

    SimTrace(EventHeap heap) {
        this.heap = heap;
        String file = System.getProperty("sim.trace");
        try {
            maybeFile = file == null ? null : new PrintStream(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the trace to " + file, e);
        }
    }

    /** An event that a machine takes: it counts. */
    void event(String where, Object event) {
        events++;
        line(where, event);
    }

    void line(String where, Object what) {
        hash = Structure.mix(hash, heap.now());
        hash = Structure.mix(hash, where.hashCode());
        hash = Structure.mix(hash, Structure.hash(what));
        Line line = new Line(heap.now(), where, what);
        if (maybeFile != null) {
            maybeFile.println(line);
            maybeFile.flush();
        }
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.remove();
        }
    }

    long hash() {
        return hash;
    }

    long events() {
        return events;
    }

    List<String> tail() {
        List<String> lines = new ArrayList<>();
        tail.forEach(line -> lines.add(line.toString()));
        return lines;
    }
}
