package io.ballot.core.sim;

import io.ballot.core.member.Role;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Lets the faults of the plan happen, one every few seconds, and sees to it that what broke comes back. */
final class FaultInjector {

    private static final List<FaultKind> DRAWN = List.of(
            FaultKind.LINK_CUT,
            FaultKind.LINK_JAMMED,
            FaultKind.NODE_CUT_OFF,
            FaultKind.NETWORK_SPLIT,
            FaultKind.PROCESS_PAUSED,
            FaultKind.OFFSETS_RESET,
            FaultKind.NODE_CRASHED,
            FaultKind.LEADER_CRASHED,
            FaultKind.EVERYBODY_CRASHED,
            FaultKind.STOPPED_IN_ORDER,
            FaultKind.EVERYBODY_STOPPED_IN_ORDER,
            FaultKind.ZOOKEEPER_UNREACHABLE,
            FaultKind.ZOOKEEPER_SESSION_EXPIRED,
            FaultKind.ZOOKEEPER_AWAY,
            FaultKind.PARTITIONS_MOVED,
            FaultKind.PARTITIONS_LOST,
            FaultKind.KAFKA_UNREACHABLE,
            FaultKind.DISK_FULL,
            FaultKind.LINKS_RESET);

    private final SimCluster cluster;
    private final SimRandom random;
    private final List<FaultKind> kinds = new ArrayList<>();
    private boolean stopped;

    FaultInjector(SimCluster cluster, SimRandom random) {
        this.cluster = cluster;
        this.random = random;
        DRAWN.stream().filter(cluster.plan::has).forEach(kinds::add);
    }

    void plan() {
        if (!kinds.isEmpty()) {
            cluster.heap.after(random.between(500, 2 * cluster.plan.faultEveryMs), this::next);
        }
        if (cluster.plan.has(FaultKind.TOPIC_RECREATED)) {
            cluster.heap.after(cluster.plan.apart.between(3_000, 20_000), this::recreateTopic);
        }
    }

    /** Once in a run. Often everybody dies before anybody has noticed: then only the text beside the commit can tell. */
    private void recreateTopic() {
        if (stopped) {
            return;
        }
        SimRandom apart = cluster.plan.apart;
        String queue = apart.pick(List.copyOf(cluster.plan.queues.keySet()));
        cluster.trace.line("fault", FaultKind.TOPIC_RECREATED + " " + queue);
        cluster.coverage.hit(FaultKind.TOPIC_RECREATED);
        cluster.kafka.recreateUnnoticed(queue);
        long noticedMs = apart.between(200, 2_500);
        cluster.heap.after(noticedMs, () -> cluster.kafka.notice(queue));
        if (apart.chance(0.5)) {
            cluster.heap.after(
                    apart.between(noticedMs / 2, noticedMs),
                    () -> cluster.processes().forEach(this::crash));
        }
    }

    /** No more faults; what is down is started. */
    void stop() {
        stopped = true;
        cluster.plan.queues.keySet().forEach(cluster.kafka::notice);
        reviveAll();
    }

    /** Stopping nodes end when they have drained, so one look is not enough. */
    private void reviveAll() {
        cluster.nodes().forEach(node -> node.disk.full = false);
        cluster.nodes().stream().filter(node -> !node.runs()).forEach(SimNode::start);
        cluster.heap.after(500, this::reviveAll);
    }

    private void next() {
        if (stopped) {
            return;
        }
        FaultKind kind = random.pick(kinds);
        cluster.trace.line("fault", kind.name());
        inject(kind);
        cluster.heap.after(random.between(100, 2 * cluster.plan.faultEveryMs), this::next);
    }

    private void inject(FaultKind kind) {
        List<SimProcess> live = cluster.processes();
        if (live.isEmpty()) {
            return;
        }
        SimProcess victim = kind == FaultKind.PROCESS_PAUSED && random.chance(0.5)
                ? live.stream().filter(FaultInjector::leads).findFirst().orElse(live.get(0))
                : random.pick(live);
        long shortMs = random.between(100, 2_500);
        long longMs = random.chance(0.5) ? shortMs : random.between(2_500, 14_000);
        cluster.coverage.hit(kind);
        switch (kind) {
            case LINK_CUT -> cut(victim.name(), random.pick(others(victim)), longMs);
            case LINK_JAMMED -> jam(victim.name(), random.pick(others(victim)), longMs);
            case NODE_CUT_OFF -> {
                for (NodeId other : others(victim)) {
                    cut(victim.name(), other, longMs);
                    cut(other, victim.name(), longMs);
                }
            }
            case NETWORK_SPLIT -> split(random.between(2_000, 25_000));
            case PROCESS_PAUSED -> victim.pause(random.between(500, 16_000));
            case OFFSETS_RESET -> cluster.kafka.resetSomeOffset();
            case NODE_CRASHED -> crash(victim);
            case LEADER_CRASHED ->
                live.stream().filter(FaultInjector::leads).findFirst().ifPresent(this::crash);
            case EVERYBODY_CRASHED -> live.forEach(this::crash);
            case STOPPED_IN_ORDER -> stop(victim);
            case EVERYBODY_STOPPED_IN_ORDER -> live.forEach(this::stop);
            case ZOOKEEPER_UNREACHABLE -> victim.zooKeeper.lose(longMs);
            case ZOOKEEPER_SESSION_EXPIRED -> victim.zooKeeper.expireNow();
            case ZOOKEEPER_AWAY -> {
                if (cluster.zooKeeper.isUp()) {
                    cluster.zooKeeper.stop();
                    cluster.heap.after(longMs, cluster.zooKeeper::startAgain);
                }
            }
            case PARTITIONS_MOVED -> cluster.kafka.groups().forEach(SimGroup::shuffle);
            case PARTITIONS_LOST -> cluster.kafka.groups().forEach(group -> group.expel(victim.consumer));
            case KAFKA_UNREACHABLE -> victim.consumer.lose(longMs);
            case DISK_FULL -> fill(victim.node, longMs);
            case LINKS_RESET -> resetLinks(victim, shortMs);
            default -> throw new IllegalStateException(kind + " is not drawn here");
        }
    }

    private static boolean leads(SimProcess process) {
        return process.maybeMachine() != null && process.maybeMachine().role() == Role.LEADER;
    }

    private List<NodeId> others(SimProcess process) {
        List<NodeId> names = new ArrayList<>();
        cluster.nodes().stream()
                .map(node -> node.name)
                .filter(name -> !name.equals(process.name()))
                .forEach(names::add);
        return names.isEmpty() ? List.of(process.name()) : names;
    }

    private void cut(NodeId from, NodeId to, long forMs) {
        cluster.network.cut(from, to);
        cluster.heap.after(forMs, () -> cluster.network.mend(from, to));
    }

    private void jam(NodeId from, NodeId to, long forMs) {
        cluster.network.jam(from, to);
        cluster.heap.after(forMs, () -> cluster.network.release(from, to));
    }

    /** A firewall that rejects: what passes meanwhile takes back what its refusals say, so it may let nothing pass. */
    private void resetLinks(SimProcess victim, long forMs) {
        if (random.chance(0.3)) {
            cluster.links.reset(victim, random.pick(cluster.processes()));
            return;
        }
        cluster.links.reset(victim, forMs);
        if (random.chance(0.5)) {
            cluster.heap.after(
                    random.between(9, 60),
                    () -> others(victim).forEach(other -> {
                        cut(victim.name(), other, forMs);
                        cut(other, victim.name(), forMs);
                    }));
        }
    }

    private void split(long forMs) {
        List<SimNode> one = new ArrayList<>();
        List<SimNode> other = new ArrayList<>();
        cluster.nodes().forEach(node -> (random.chance(0.5) ? one : other).add(node));
        for (SimNode left : one) {
            for (SimNode right : other) {
                cut(left.name, right.name, forMs);
                cut(right.name, left.name, forMs);
            }
        }
        if (random.chance(0.5)) {
            long laterMs = random.between(0, 5_000);
            cluster.heap.after(
                    laterMs,
                    () -> one.stream()
                            .filter(SimNode::runs)
                            .forEach(node -> node.process().zooKeeper.lose(Math.max(1, forMs - laterMs))));
        }
    }

    private void crash(SimProcess process) {
        if (cluster.plan.has(FaultKind.KERNEL_CLOSES_LINKS) && random.chance(0.8)) {
            cluster.coverage.hit(FaultKind.KERNEL_CLOSES_LINKS);
            process.node.kill("injected");
        } else {
            process.node.crash("injected");
        }
        cluster.heap.after(random.between(50, 8_000), () -> revive(process.node));
    }

    private void fill(SimNode node, long forMs) {
        node.disk.full = true;
        cluster.heap.after(forMs, () -> {
            node.disk.full = false;
            cluster.heap.after(random.between(12_000, 20_000), () -> revive(node)); // it leaves, tasks run for long
        });
    }

    private void stop(SimProcess process) {
        process.askToStop(); // and nothing is lost if it sleeps: it hears that when it wakes
        cluster.heap.after(random.between(3_000, 12_000), () -> revive(process.node));
    }

    private void revive(SimNode node) {
        if (!node.runs() && !node.disk.full) {
            node.start();
        }
    }
}
