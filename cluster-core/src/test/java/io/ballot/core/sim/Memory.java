package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.member.Role;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No invariant of its own: how often the cluster has lost its memory, wholly (an unclean start) or its oldest part (a
 * rotation). The promises about ids, not those about records, hold within one memory window only.
 */
final class Memory extends Invariant {

    private final Map<SimProcess, Integer> generations = new HashMap<>();
    private int losses;
    private int rotations;

    Memory(SimCluster cluster) {
        super("memory", cluster);
    }

    /** A place in the cluster's life, to be compared later. */
    record Window(int losses, int rotations) {}

    Window now() {
        return new Window(losses, rotations);
    }

    /** Whether an id that was known at {@code then} may be forgotten by now: two generations are kept. */
    boolean mayHaveForgotten(Window then) {
        return losses > then.losses() || rotations > then.rotations() + 1;
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Note note && note.kind().equals("unclean")) {
            losses++;
            cluster.coverage.count("unclean starts", 1);
        }
    }

    /** Only a leader rotates; the others follow, and a joiner's number is made to fit. */
    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine == null || machine.role() != Role.LEADER) {
            generations.remove(process);
            return;
        }
        int now = machine.registry().currentGeneration();
        Integer before = generations.put(process, now);
        if (before != null && now > before) {
            rotations += now - before;
            cluster.coverage.count("rotations", now - before);
        }
    }
}
