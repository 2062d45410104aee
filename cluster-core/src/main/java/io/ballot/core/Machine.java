package io.ballot.core;

import java.util.function.Consumer;

/**
 * A pure state machine: an event and the time go in, commands come out.
 *
 * <p>It has no threads, sockets, clocks or randomness. One thread owns it. An exception out of it is a bug or exhausted
 * memory; the node that owns it must stop (R12).
 */
public interface Machine {

    /**
     * @param nowMs the node's monotonic clock, never going back
     * @param out takes the commands, in the order in which they are to be carried out
     */
    void on(Event event, long nowMs, Consumer<Command> out);

    /** The inbox is empty for now: what was gathered for the peers goes out, as few and large messages. */
    void flush(long nowMs, Consumer<Command> out);
}
