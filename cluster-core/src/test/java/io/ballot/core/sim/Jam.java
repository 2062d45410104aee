package io.ballot.core.sim;

import io.ballot.protocol.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A script's hand on what passes between the parts of the world: messages from node to node, commands from a node to its
 * adapters, events from these to a node. All that fits is remembered; it may pass, be held until it is released, or be lost.
 *
 * @param <T> what is looked at
 */
final class Jam<T> {

    /** What becomes of what fits. */
    enum Way {
        PASSES,
        IS_HELD,
        IS_LOST
    }

    /** Stands for the adapters as sender of events and receiver of commands, and for any node in a script. */
    static final String ANY = "*";

    private final Class<T> kind;
    private final String from;
    private final String to;
    private final List<T> seen = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private Way way;
    private Predicate<? super T> fits = what -> true;

    Jam(Class<T> kind, Way way, String from, String to) {
        this.kind = kind;
        this.way = way;
        this.from = from;
        this.to = to;
    }

    /** Only those. */
    Jam<T> where(Predicate<? super T> only) {
        fits = only;
        return this;
    }

    /** All that fitted, oldest first, whatever became of it. */
    List<T> seen() {
        return List.copyOf(seen);
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    T first() {
        if (seen.isEmpty()) {
            throw new InvariantViolation("scenario", "no " + kind.getSimpleName() + " from " + from + " to " + to);
        }
        return seen.get(0);
    }

    /** What is held goes on now, in its order, and what comes passes. */
    void release() {
        way = Way.PASSES;
        List<Runnable> going = List.copyOf(held);
        held.clear();
        going.forEach(Runnable::run);
    }

    /** What is held is lost, and what comes passes. */
    void drop() {
        way = Way.PASSES;
        held.clear();
    }

    private boolean takes(String sender, String receiver, Object what, Runnable goOn) {
        Object content = what instanceof Envelope envelope && kind != Envelope.class ? envelope.message() : what;
        boolean concerned = kind.isInstance(content)
                && (from.equals(ANY) || sender.equals(from))
                && (to.equals(ANY) || receiver.equals(to));
        if (!concerned || !fits.test(kind.cast(content))) {
            return false;
        }
        seen.add(kind.cast(content));
        if (way == Way.IS_HELD) {
            held.add(goOn);
        }
        return way != Way.PASSES;
    }

    /** All jams of a cluster. */
    static final class All {
        private final List<Jam<?>> jams = new ArrayList<>();

        <T> Jam<T> add(Jam<T> jam) {
            jams.add(jam);
            return jam;
        }

        /** Whether it goes on its way; if it is held, {@code goOn} takes it there later. */
        boolean lets(String from, String to, Object what, Runnable goOn) {
            boolean lets = true;
            for (Jam<?> jam : jams) {
                lets &= !jam.takes(from, to, what, goOn);
            }
            return lets;
        }

        void end() {
            List<Jam<?>> ending = List.copyOf(jams);
            jams.clear();
            ending.forEach(Jam::release);
        }
    }
}
