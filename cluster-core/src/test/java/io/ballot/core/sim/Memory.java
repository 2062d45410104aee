package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;

/**
 * No invariant of its own: how often the cluster has lost its memory, wholly (an unclean start) or its oldest part (a
 * rotation). The promises about ids, not those about records, hold within one memory window only.
 */
final class Memory extends Invariant {

    private int losses;
    private int generation;

    Memory(SimCluster cluster) {
        super("memory", cluster);
    }

    /** A place in the cluster's life, to be compared later. */
    record Window(int losses, int generation) {}

    Window now() {
        return new Window(losses, generation);
    }

    /** Whether an id that was known at {@code then} may be forgotten by now. */
    boolean mayHaveForgotten(Window then) {
        return losses > then.losses() || generation > then.generation() + 1;
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Note note && note.kind().equals("unclean")) {
            losses++;
            cluster.coverage.count("unclean starts", 1);
        }
        if (process.maybeMachine() != null) {
            generation = Math.max(generation, process.maybeMachine().registry().currentGeneration());
        }
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Replicate replicate) {
            for (Entry entry : replicate.entries()) {
                if (entry instanceof Entry.Rotate rotate && rotate.generation() > generation) {
                    generation = rotate.generation();
                    cluster.coverage.count("rotations", 1);
                }
            }
        }
    }
}
