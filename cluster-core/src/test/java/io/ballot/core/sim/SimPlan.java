package io.ballot.core.sim;

import io.ballot.core.CoreConfig;
import io.ballot.core.QueuePolicy;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one seed stands for: shape of the cluster, load, and which faults happen how often (swarm: each run has its own
 * few, since faults that always come together hide one another).
 *
 * <p>Times keep the proportions of the defaults, divided by about two.
 */
final class SimPlan {

    static final Times TIMES = new Times(6_000, 500, 8_000, 10_000, 1, true, Times.AUTO);
    static final long SESSION_TIMEOUT_MS = 3_000;
    static final long STALL_MS = 4_000;
    static final long GROUP_SESSION_MS = 4_000;
    static final long REBALANCE_TIMEOUT_MS = 4_000;

    /** New kinds belong here: one that is drawn with the others shifts every seed. */
    private static final Set<FaultKind> APART = EnumSet.of(
            FaultKind.KERNEL_CLOSES_LINKS,
            FaultKind.LINKS_RESET,
            FaultKind.TOPIC_RECREATED,
            FaultKind.COMMIT_FOR_THE_TOPIC_BEFORE,
            FaultKind.QUEUE_FULL);

    final SimRandom random;
    /** What draws from this shifts nothing else. */
    final SimRandom apart;

    final Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
    final int nodes;
    final TreeMap<String, QueuePolicy> queues = new TreeMap<>();
    final int partitions;
    final int tasks;
    final double duplicates;
    final double twins;
    final double namedByRecord;
    final double offsetGaps;
    /** Whether the groups have committed before, with finished records above, for a cluster that is forgotten. */
    final boolean hintsAtStart;

    final FilterParams filter;
    /** Tasks in the journal after which it begins anew. */
    final long checkpointTasks;

    /** Most that a write to the disk takes. */
    final long diskMs;

    final long submitMs;
    final long faultsMs;
    final long faultEveryMs;
    final long delayMinMs;
    final long delayMaxMs;
    final double loss;
    final double duplication;
    final double slow;
    final double zooKeeperLoss;
    final double kafkaFailure;
    final double taskTrouble;
    /** Most messages that wait for a link that stands still. */
    final int linkRoom;

    /** Messages go through the codec. */
    final boolean overWire;

    SimPlan(long seed) {
        random = new SimRandom(seed);
        apart = new SimRandom(~seed);
        for (FaultKind kind : APART) {
            if (apart.chance(0.5)) {
                faults.add(kind);
            }
        }
        linkRoom = faults.contains(FaultKind.QUEUE_FULL) ? (int) apart.between(0, 30) : Integer.MAX_VALUE;
        for (FaultKind kind : FaultKind.values()) {
            if (!APART.contains(kind) && random.chance(kind == FaultKind.CLOCK_BEYOND_BOUND ? 0.05 : 0.5)) {
                faults.add(kind);
            }
        }
        nodes = random.chance(0.1) ? (int) random.between(1, 2) : (int) random.between(3, 4);
        partitions = (int) random.between(2, 4);
        addQueue("a", QueuePolicy.Check.ASK);
        if (random.chance(0.5)) {
            addQueue("b", random.pick(java.util.List.of(QueuePolicy.Check.values())));
        }
        tasks = (int) random.between(60, 300);
        duplicates = faults.contains(FaultKind.DUPLICATE_SUBMITTED) ? 0.08 : 0;
        twins = faults.contains(FaultKind.TWIN_SUBMITTED) ? 0.05 : 0;
        namedByRecord = random.chance(0.5) ? 0.2 : 0;
        offsetGaps = random.chance(0.3) ? 0.1 : 0;
        hintsAtStart = random.chance(0.15);
        // What a queue drops unasked, only the recents tell: there they must not be crowded out before the commit.
        boolean dropsUnasked = queues.values().stream().anyMatch(queue -> queue.check() == QueuePolicy.Check.NEVER);
        filter = random.chance(0.4) && !dropsUnasked
                ? new FilterParams(random.between(16, 64), 1e-2)
                : new FilterParams(2_000, random.chance(0.5) ? 1e-3 : 0.05);
        checkpointTasks = random.chance(0.5) ? random.between(20, 400) : 1_000_000;
        diskMs = random.chance(0.3) ? random.between(5, 200) : 1;
        submitMs = random.between(5_000, 20_000);
        faultsMs = random.between(10_000, faults.contains(FaultKind.NETWORK_SPLIT) ? 60_000 : 35_000);
        faultEveryMs = random.between(1_000, 6_000);
        delayMinMs = random.between(0, 2);
        delayMaxMs = delayMinMs + random.between(0, 20);
        loss = rate(FaultKind.MESSAGE_LOST, 0.30);
        duplication = rate(FaultKind.MESSAGE_DUPLICATED, 0.50);
        slow = rate(FaultKind.MESSAGE_SLOW, 0.05);
        zooKeeperLoss = random.chance(0.5) ? 0.05 : 0;
        kafkaFailure = random.chance(0.5) ? 0.1 : 0;
        taskTrouble = 0.1;
        overWire = random.chance(0.25);
    }

    /** A world in which nothing goes wrong by itself, for a scripted scenario; with the one queue given. */
    private SimPlan(int nodes, int partitions, QueuePolicy policy, FilterParams filter) {
        random = new SimRandom(1);
        apart = new SimRandom(2);
        this.nodes = nodes;
        this.partitions = partitions;
        queues.put(policy.name(), policy);
        this.filter = filter;
        tasks = 0;
        duplicates = 0;
        twins = 0;
        namedByRecord = 0;
        offsetGaps = 0;
        hintsAtStart = false;
        checkpointTasks = 1_000_000;
        diskMs = 0;
        submitMs = 0;
        faultsMs = 0;
        faultEveryMs = 1;
        delayMinMs = 1;
        delayMaxMs = 3;
        loss = 0;
        duplication = 0;
        slow = 0;
        zooKeeperLoss = 0;
        kafkaFailure = 0;
        taskTrouble = 0;
        linkRoom = Integer.MAX_VALUE;
        overWire = true;
    }

    static SimPlan quiet(int nodes, int partitions, QueuePolicy policy, FilterParams filter) {
        return new SimPlan(nodes, partitions, policy, filter);
    }

    private double rate(FaultKind kind, double most) {
        double drawn = random.between(1, 100) * most / 100;
        return faults.contains(kind) ? drawn : 0;
    }

    private void addQueue(String name, QueuePolicy.Check check) {
        queues.put(
                name,
                new QueuePolicy(name, (int) random.between(1, 8), check, (int) random.between(2, 4), 50, 1_000, (int)
                        random.between(10, 60)));
    }

    boolean has(FaultKind kind) {
        return faults.contains(kind);
    }

    CoreConfig config(Life life, StoreRef store, Id128 seedIfFirst) {
        return new CoreConfig(
                "sim",
                life,
                store,
                seedIfFirst,
                TIMES,
                filter,
                500,
                2_000,
                8_000,
                1_000,
                6_000,
                SESSION_TIMEOUT_MS,
                500,
                20_000,
                1_000,
                10_000,
                200,
                300,
                1_500,
                STALL_MS,
                checkpointTasks,
                queues);
    }

    @Override
    public String toString() {
        return nodes + " nodes, queues " + queues.values() + " of " + partitions + " partitions, " + tasks + " tasks, "
                + filter + ", faults " + faults + " for " + faultsMs + " ms";
    }
}
