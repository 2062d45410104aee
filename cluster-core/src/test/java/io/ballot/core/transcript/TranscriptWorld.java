package io.ballot.core.transcript;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.sim.Structure;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The smallest world in which machines can talk: messages and ZooKeeper's answers arrive at once and in order, one clock
 * for all; Kafka and the workers are the script's.
 */
final class TranscriptWorld {

    private static final long TICK_MS = 100;

    /** What is to be handed to a process that may be dead by then. */
    private record Due(TranscriptNode node, Event event) {}

    private final TreeMap<NodeId, TranscriptNode> nodes = new TreeMap<>();
    private final TranscriptReferee referee = new TranscriptReferee();
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private long starts;
    private long nowMs = 10_000;

    void hide(List<String> names) {
        hidden.addAll(names);
    }

    List<String> takeLines() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    void start(String name) {
        TranscriptNode node = new TranscriptNode(new NodeId(name), ++starts);
        nodes.put(node.name(), node);
        referee.register(node);
        due.add(new Due(node, new Event.SessionChanged(Event.Session.CONNECTED)));
        tellChanges();
    }

    void crash(String name) {
        node(name).die();
        nodes.remove(new NodeId(name));
        due.removeIf(next -> !next.node().isAlive());
    }

    void expire(String name) {
        referee.expire(new NodeId(name));
        tellChanges();
    }

    void lose(String from, String to) {
        lost.add(from + ">" + to);
    }

    void mend(String from, String to) {
        lost.remove(from + ">" + to);
    }

    void give(String name, Event event) {
        due.add(new Due(node(name), event));
    }

    /** Writes down which in-sync set the node tells people. */
    void tellView(String name) {
        View maybeView = node(name).maybeView(nowMs);
        lines.add("  " + name + " tells: "
                + (maybeView == null
                        ? "no view"
                        : "in sync are "
                                + maybeView.inSync().stream()
                                        .map(store -> store.node().name())
                                        .toList()));
    }

    private TranscriptNode node(String name) {
        TranscriptNode node = nodes.get(new NodeId(name));
        if (node == null) {
            throw new IllegalArgumentException(name + " does not run");
        }
        return node;
    }

    void pass(long ms) {
        for (long passed = 0; passed < ms; passed += TICK_MS) {
            nowMs += TICK_MS;
            nodes.values().forEach(node -> due.add(new Due(node, new Event.Tick())));
            settle();
        }
    }

    /** Hands over everything that is due, until nothing more comes of it. */
    void settle() {
        Due next = due.poll();
        for (int rounds = 0; next != null; rounds++) {
            if (rounds > 100_000) {
                throw new IllegalStateException("the conversation does not end");
            }
            if (next.node().isAlive()) {
                TranscriptNode node = next.node();
                node.take(next.event(), nowMs).forEach(command -> carryOut(node, command));
            }
            next = due.poll();
        }
    }

    private void carryOut(TranscriptNode node, Command command) {
        if (command instanceof Command.Send send) {
            deliver(node, send);
            return;
        }
        write(command.getClass().getSimpleName(), node.name() + " " + describe(command));
        Event answer = referee.maybeAnswer(node, command);
        if (answer != null) {
            due.add(new Due(node, answer));
        }
        if (command instanceof Command.Stand || command instanceof Command.ClaimEpoch) {
            tellChanges();
        }
    }

    private void deliver(TranscriptNode from, Command.Send send) {
        TranscriptNode to = nodes.get(send.to());
        boolean arrives = to != null && !lost.contains(from.name() + ">" + send.to());
        write(
                send.message().getClass().getSimpleName(),
                from.name() + (arrives ? " -> " : " -x ") + send.to() + " " + Structure.text(send.message()));
        if (to != null && arrives) {
            Envelope envelope = new Envelope(TranscriptNode.CLUSTER, 0, send.epoch(), from.life(), send.message());
            due.add(new Due(to, new Event.Received(envelope)));
        }
    }

    private void tellChanges() {
        for (TranscriptNode node : nodes.values()) {
            referee.news(node).forEach(event -> due.add(new Due(node, event)));
        }
    }

    private static String describe(Command command) {
        return command instanceof Command.Note note ? "# " + note.kind() + ": " + note.text() : Structure.text(command);
    }

    private void write(String name, @Nullable String line) {
        if (!hidden.contains(name)) {
            lines.add("  " + line);
        }
    }
}
