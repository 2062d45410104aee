package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Message;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * I16: two memories that stand at the same place of one leader's order are the same: each entry of the ledger with all that
 * it says, the outcomes and the order in which they will be forgotten, each bit of the filter and the generation's number,
 * each mark of each partition, the highest token. A hand-over without copying rests on it.
 *
 * <p>Nothing of that is excepted. Not looked at is {@link SnapshotPart.Meta#currentCount}, how many ids a generation was
 * told of: bits that came without their ids are counted by guess. Only {@link Registry#needsRotation} reads it, which only a
 * leader asks, and a rotation is an entry of its order; besides, it is shown to people. And all nodes here have one
 * {@code recent.outcomes.max}: of nodes that are given different ones the smaller forgets its oldest outcomes sooner, wherever
 * it stands, and finds those tasks doubtful as it would have before.
 *
 * <p>Looked at where it counts, at each question for a promise and at each memory that was taken over, and now and then
 * besides.
 */
final class OnePlaceOneMemory extends Invariant {

    private static final int EVENTS_BETWEEN = 100;

    private record Seen(SimProcess by, SortedMap<String, String> memory) {}

    private final Map<Position, Seen> seen = new HashMap<>();
    private int events;

    OnePlaceOneMemory(SimCluster cluster) {
        super("I16", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine == null || !machine.place().isKnown()) {
            return;
        }
        if (counts(event) || ++events % EVENTS_BETWEEN == 0) {
            compare(process, machine.place(), memory(machine.registry()));
        }
    }

    private static boolean counts(@Nullable Event event) {
        if (!(event instanceof Event.Received received)) {
            return false;
        }
        Message message = received.envelope().message();
        return message instanceof Message.Promise
                || (message instanceof Message.Snapshot snapshot && snapshot.part() instanceof SnapshotPart.End);
    }

    void compare(SimProcess process, Position place, SortedMap<String, String> memory) {
        Seen before = seen.putIfAbsent(place, new Seen(process, memory));
        if (before == null || before.by() == process) {
            return;
        }
        cluster.coverage.count("memories of one place compared", 1);
        Map<String, String> here = only(memory, before.memory());
        Map<String, String> there = only(before.memory(), memory);
        if (!here.isEmpty() || !there.isEmpty()) {
            throw broken("at " + place + " " + process + " has " + here + ", " + before.by() + " had " + there);
        }
    }

    private static Map<String, String> only(Map<String, String> here, Map<String, String> there) {
        Map<String, String> only = new TreeMap<>(here);
        only.entrySet().removeAll(there.entrySet());
        return only;
    }

    static SortedMap<String, String> memory(Registry registry) {
        SortedMap<String, String> memory = new TreeMap<>();
        int outcomes = 0;
        for (SnapshotPart part : registry.snapshot()) {
            if (part instanceof SnapshotPart.Meta meta) {
                memory.put("generation", String.valueOf(meta.currentGeneration()));
                memory.put("highest token", String.valueOf(meta.tokens()));
            } else if (part instanceof SnapshotPart.FilterBits bits) {
                for (int i = 0; i < bits.words().length; i++) {
                    memory.put(
                            "bits " + bits.generation() + "/" + bits.positions()[i], Long.toHexString(bits.words()[i]));
                }
            } else if (part instanceof SnapshotPart.Recents recents) {
                for (int i = 0; i < recents.ids().size(); i++) {
                    memory.put("outcome " + outcomes++, recents.ids().get(i) + " " + recents.outcomes()[i]);
                }
            } else if (part instanceof SnapshotPart.Marks marks) {
                marks.marks().forEach(mark -> memory.put("marks of " + mark.partition(), mark.toString()));
            } else if (part instanceof SnapshotPart.Ledger ledger) {
                for (int i = 0; i < ledger.claim().size(); i++) {
                    byte[] state = {ledger.states()[i], ledger.outcomes()[i], ledger.attempts()[i]};
                    memory.put(
                            "entry of " + ledger.claim().ids().get(i),
                            ledger.holder() + " " + ledger.claim().claimNo() + " "
                                    + ledger.claim().partition() + "/"
                                    + ledger.claim().offsets()[i] + " "
                                    + ledger.claim().flags()[i] + " "
                                    + ledger.tokens()[i] + " "
                                    + Arrays.toString(state));
                }
            } else if (!(part instanceof SnapshotPart.End)) {
                throw new IllegalStateException("nobody compares " + part);
            }
        }
        return memory;
    }
}
