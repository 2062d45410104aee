package io.ballot.standalone;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stops the nodes of a cluster one after the other, the leader last.
 *
 * <p>In this order nobody is elected meanwhile: each follower gives its tasks back to a leader that is there, and the
 * leader, alone at the end, closes the view. Who leads is asked before every step, since it may change while a node
 * drains.
 */
final class OrderlyStop {
    private final LeaderProbe probe = new LeaderProbe();
    private final Consumer<String> report;

    OrderlyStop(Consumer<String> report) {
        this.report = report;
    }

    void stop(List<NodeProcess> nodes) throws InterruptedException {
        List<NodeProcess> alive = alive(nodes);
        while (!alive.isEmpty()) {
            NodeProcess next = nextOf(alive);
            report.accept("stopping " + next.name());
            if (!next.stop()) {
                report.accept(next.name() + " did not stop in time and was killed");
            }
            alive = alive(nodes);
        }
    }

    private NodeProcess nextOf(List<NodeProcess> alive) throws InterruptedException {
        if (alive.size() == 1) {
            return alive.get(0);
        }
        Optional<NodeProcess> leader = probe.leaderOf(alive);
        return alive.stream()
                .filter(node -> leader.filter(node::equals).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static List<NodeProcess> alive(List<NodeProcess> nodes) {
        return nodes.stream().filter(NodeProcess::isAlive).toList();
    }
}
