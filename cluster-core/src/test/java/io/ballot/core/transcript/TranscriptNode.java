package io.ballot.core.transcript;

import io.ballot.core.Command;
import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.QueuePolicy;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One process of a transcript. Its life and its store are numbered by the order of starts, so that they read well. */
final class TranscriptNode {

    static final String CLUSTER = "golden";

    private static final Times TIMES = new Times(6_000, 500, 8_000, 20_000, 1, true, Times.AUTO);

    private final Life life;
    private final StoreRef store;
    private final NodeMachine machine;
    private boolean alive = true;

    TranscriptNode(NodeId name, long start) {
        Id128 dir = new Id128(name.name().hashCode(), 1);
        life = new Life(name, new Id128(start << 32, 1), dir);
        store = new StoreRef(name, new Id128(start << 32, 2));
        machine = new NodeMachine(config(), null);
    }

    private CoreConfig config() {
        TreeMap<String, QueuePolicy> queues = new TreeMap<>();
        queues.put("a", new QueuePolicy("a", 2, QueuePolicy.Check.ASK, 3, 500, 5_000, 100));
        return new CoreConfig(
                CLUSTER,
                life,
                store,
                new Id128(1, 2),
                TIMES,
                new FilterParams(1_000, 1e-4),
                500,
                2_000,
                10_000,
                1_000,
                6_000,
                3_000,
                1_000,
                20_000,
                1_000,
                1_000,
                500,
                500,
                1_000,
                60_000,
                1_000_000,
                queues);
    }

    NodeId name() {
        return life.node();
    }

    Life life() {
        return life;
    }

    StoreRef store() {
        return store;
    }

    Member member() {
        return new Member(store, life, name() + ":1", "http://" + name() + ":2", 1, "golden", 1);
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    @Nullable
    View maybeView(long nowMs) {
        return machine.status(nowMs).maybeView();
    }

    /** What it asks for; its journal is on file at once, which the transcripts do not tell of. */
    List<Command> take(Event event, long nowMs) {
        List<Command> out = new ArrayList<>();
        long journaled = 0;
        Event next = event;
        while (next != null) {
            machine.on(next, nowMs, out::add);
            machine.flush(nowMs, out::add);
            long last = lastJournaled(out);
            next = last > journaled ? new Event.Journaled(last) : null;
            journaled = last;
        }
        out.removeIf(Command.Journal.class::isInstance);
        return out;
    }

    private static long lastJournaled(List<Command> commands) {
        long last = 0;
        for (Command command : commands) {
            if (command instanceof Command.Journal write) {
                last = write.number();
            }
        }
        return last;
    }
}
