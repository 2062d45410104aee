package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * No invariant of its own: every grant as it is answered. A leader's own grants are seen when it hands them to its workers,
 * since no message carries them; whether the leader took the id for new is read in the journals.
 */
final class Grants extends Invariant {

    /**
     * One grant, answered.
     *
     * @param fresh the leader took the id for new
     * @param generation of the leader's filter when it was issued
     * @param issued the cluster's memory at that time
     */
    record Grant(
            Id128 id,
            QueuePartition partition,
            long offset,
            long token,
            boolean fresh,
            int generation,
            Memory.Window issued,
            SimProcess leader,
            NodeId to) {}

    /** Told of every answered grant; of a repeated answer again. */
    interface Listener {
        void onAnswered(Grant grant);
    }

    private final List<Listener> listeners = new ArrayList<>();
    private final Memory memory;
    private final Map<Long, Boolean> fresh = new HashMap<>();
    private final Map<Long, Memory.Window> issued = new HashMap<>();
    private final Map<SimProcess, Integer> generation = new HashMap<>();
    private final TreeMap<Long, Integer> generationOfToken = new TreeMap<>();

    Grants(SimCluster cluster, Memory memory) {
        super("grants", cluster);
        this.memory = memory;
    }

    void tell(Listener listener) {
        listeners.add(listener);
    }

    /** Tokens that a leader has issued by now were issued no later than in the generation that it had before. */
    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine != null && machine.role().leads()) {
            long highest = machine.registry().highestToken();
            int now = machine.registry().currentGeneration();
            Integer before = generation.put(process, now);
            if (Token.epoch(highest) == machine.epoch()) {
                generationOfToken.putIfAbsent(highest, before == null ? now : before);
            }
        }
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Verdict verdict) {
            for (int i = 0; i < verdict.kinds().length; i++) {
                VerdictKind kind = VerdictKind.of(verdict.kinds()[i]);
                if (kind == VerdictKind.GRANT || kind == VerdictKind.GRANT_RUNNING) {
                    QueuePartition partition = verdict.partition();
                    long offset = verdict.offsets()[i];
                    Id128 id = cluster.kafka.log(partition).at(offset).id();
                    long token = verdict.tokens()[i];
                    answered(from, to, id, partition, offset, token, fresh.getOrDefault(token, false));
                }
            }
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Journal write && write.change() instanceof JournalRecord.Entries applied) {
            applied.entries().forEach(this::issued);
        }
        NodeMachine machine = process.maybeMachine();
        if (command instanceof Command.Start start
                && machine != null
                && machine.role().leads()) {
            for (int i = 0; i < start.offsets().length; i++) {
                Id128 id = start.ids().get(i);
                long token = start.tokens()[i];
                if (Token.epoch(token) == machine.epoch()) {
                    boolean isFresh = fresh.getOrDefault(token, false);
                    answered(process, process.name(), id, start.partition(), start.offsets()[i], token, isFresh);
                }
            }
        }
    }

    /** Every member writes it down, its leader first. */
    private void issued(Entry entry) {
        if (entry instanceof Entry.Grants grants) {
            for (int i = 0; i < grants.tokens().length; i++) {
                fresh.putIfAbsent(grants.tokens()[i], grants.fresh()[i] != 0);
                issued.putIfAbsent(grants.tokens()[i], memory.now());
            }
        }
    }

    private void answered(
            SimProcess leader,
            NodeId to,
            Id128 id,
            QueuePartition partition,
            long offset,
            long token,
            boolean isFresh) {
        int generationThen = generation(leader, token);
        Memory.Window windowThen = issued.getOrDefault(token, memory.now());
        Grant grant = new Grant(id, partition, offset, token, isFresh, generationThen, windowThen, leader, to);
        listeners.forEach(listener -> listener.onAnswered(grant));
    }

    private int generation(SimProcess leader, long token) {
        Map.Entry<Long, Integer> issued = generationOfToken.ceilingEntry(token);
        return issued != null && Token.epoch(issued.getKey()) == Token.epoch(token)
                ? issued.getValue()
                : generation.getOrDefault(leader, 0);
    }
}
