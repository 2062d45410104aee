package io.ballot.node.admin;

import io.ballot.core.Command;
import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.core.QueuePolicy;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A real machine of one node, fed by hand, and what the admin server asks of it. The test's thread stands in for the
 * driver's.
 */
public final class LoneMachine implements StatusSource, MachineAccess {

    static final String QUEUE = "mails";

    private final NodeId node;
    private final NodeMachine machine;
    private final List<Command> commands = new ArrayList<>();
    private long nowMs = 1_000;

    public LoneMachine(String name) {
        node = new NodeId(name);
        TreeMap<String, QueuePolicy> queues = new TreeMap<>();
        queues.put(QUEUE, new QueuePolicy(QUEUE, 4, QueuePolicy.Check.PARK, 5, 1_000, 60_000, 1_000));
        CoreConfig config = new CoreConfig(
                "demo",
                new Life(node, new Id128(1, 1), new Id128(2, 2)),
                new StoreRef(node, new Id128(3, 3)),
                new Id128(4, 4),
                new Times(10_000, 1_000, 30_000, 60_000, 1, false, 0),
                new FilterParams(10_000, 1e-6),
                1_000,
                2_000,
                60_000,
                2_000,
                30_000,
                6_000,
                1_000,
                600_000,
                1_000,
                1_000,
                500,
                1_000,
                30_000,
                60_000,
                1_000_000,
                queues);
        machine = new NodeMachine(config, null);
    }

    public synchronized LoneMachine feed(Event event) {
        machine.on(event, ++nowMs, commands::add);
        machine.flush(nowMs, commands::add);
        List<Command.Journal> written = commands.stream()
                .filter(Command.Journal.class::isInstance)
                .map(Command.Journal.class::cast)
                .toList();
        commands.removeAll(written);
        return written.isEmpty()
                ? this
                : feed(new Event.Journaled(written.get(written.size() - 1).number()));
    }

    /** Connected, the only member. */
    public LoneMachine isAlone() {
        Member self = new Member(
                new StoreRef(node, new Id128(3, 3)),
                new Life(node, new Id128(1, 1), new Id128(2, 2)),
                "127.0.0.1:7070",
                "http://127.0.0.1:7071",
                4711,
                "test",
                1);
        feed(new Event.SessionChanged(Event.Session.CONNECTED));
        return feed(new Event.MembersChanged(List.of(self), new TreeSet<>(List.of(node, new NodeId("gone")))));
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return ask(NodeMachine::status);
    }

    @Override
    public synchronized <T> CompletableFuture<T> ask(Question<T> question) {
        return CompletableFuture.completedFuture(question.ask(machine, nowMs));
    }

    @Override
    public JournalReport journal() {
        return new JournalReport(true, 1_234, "2026-01-02T03:00:00Z", false);
    }

    @Override
    public List<TaskReport> running() {
        return List.of(new TaskReport(QUEUE, "order-1", "mails/0/7", 1, 1L << 40 | 7, 1500, 3, 10, null));
    }

    @Override
    public String maybeTaskName(QueuePartition partition, long offset) {
        return "order-" + offset;
    }
}
