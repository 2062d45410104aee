package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that were told BUSY, to be told when something changed (D2). Only a hastening: they ask again by themselves, so
 * what does not fit in here costs a wait, never a task.
 */
final class Waiters {

    private static final int MAX = 100_000;
    private static final int IDS_PER_MESSAGE = 8192;

    private final Outbox outbox;
    private final Map<Id128, List<NodeId>> waiting = new HashMap<>();
    private final SortedMap<NodeId, List<Id128>> notices = new TreeMap<>();

    Waiters(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(Id128 id, NodeId node) {
        if (waiting.size() < MAX) {
            List<NodeId> nodes = waiting.computeIfAbsent(id, i -> new ArrayList<>(1));
            if (!nodes.contains(node)) {
                nodes.add(node);
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void changed(Id128 id) {
        List<NodeId> nodes = waiting.remove(id);
        if (nodes != null) {
            for (NodeId node : nodes) {
                notices.computeIfAbsent(node, n -> new ArrayList<>()).add(id);
            }
        }
    }

    void flush() {
        notices.forEach((node, ids) -> {
            for (int from = 0; from < ids.size(); from += IDS_PER_MESSAGE) {
                List<Id128> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_MESSAGE));
                outbox.send(node, new Message.OutcomeNotice(TaskIds.of(some.toArray(new Id128[0]))));
            }
        });
        notices.clear();
    }
}
