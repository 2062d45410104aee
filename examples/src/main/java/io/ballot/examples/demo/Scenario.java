package io.ballot.examples.demo;

import io.ballot.standalone.NodeProcess;
import io.ballot.standalone.StandaloneCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The demo's acts, in their order. */
final class Scenario {

    private static final Duration ELECTION_DEADLINE = Duration.ofSeconds(60);
    private static final long RUNNING_DEADLINE_MS = 10_000;
    /** Tasks executed when something happens. */
    private static final int SECOND_DELIVERY_AT = Plan.TASKS * 20 / 100;

    private static final int KILL_AT = Plan.TASKS * 25 / 100;
    private static final int THIRD_DELIVERY_AT = Plan.TASKS * 40 / 100;
    private static final int FOURTH_NODE_AT = Plan.TASKS * 50 / 100;
    private static final int STOP_AT = Plan.TASKS * 70 / 100;

    private final StandaloneCluster cluster;
    private final Leadership leadership;
    private final Submitter submitter;
    private final Watch watch;
    private final Narrator narrator;

    Scenario(StandaloneCluster cluster, Leadership leadership, Submitter submitter, Watch watch, Narrator narrator) {
        this.cluster = cluster;
        this.leadership = leadership;
        this.submitter = submitter;
        this.watch = watch;
        this.narrator = narrator;
    }

    /** Plays all of it, until everything is committed. */
    Facts play() throws IOException, InterruptedException {
        int waitingDuplicates = submitFirst();
        watch.untilExecuted(SECOND_DELIVERY_AT);
        submitAgain("under the first leader");
        watch.untilExecuted(KILL_AT);
        Kill kill = killLeader();
        watch.untilExecuted(THIRD_DELIVERY_AT);
        submitAgain("under the next leader");
        watch.untilExecuted(FOURTH_NODE_AT);
        narrator.tell("a fourth node, n4, starts");
        Future<NodeProcess> fourth = watch.beside(() -> cluster.addNode("n4"));
        watch.untilExecuted(STOP_AT);
        watch.untilDone(fourth);
        stopFollower(kill.next().leader());
        watch.untilAllCommitted();
        return new Facts(
                kill.leader(),
                kill.recordsLeft(),
                kill.running(),
                kill.leaderlessMs(),
                watch.longestPauseMs(),
                waitingDuplicates,
                watch.workMs());
    }

    private int submitFirst() throws IOException, InterruptedException {
        List<Delivery> all = Plan.first();
        narrator.tell("submitting %,d tasks, %d of them twice", Plan.TASKS, Plan.DUPLICATES_WHILE_WAITING);
        watch.untilDone(watch.beside(() -> {
            submitter.submit(all);
            return all.size();
        }));
        watch.look();
        int waiting = (int) all.stream()
                .filter(Delivery::isDuplicate)
                .filter(delivery -> watch.effects().of(delivery.id()).isEmpty())
                .count();
        narrator.tell("%,d records submitted; %d duplicates among them whose first still waits", all.size(), waiting);
        return waiting;
    }

    private void submitAgain(String when) throws IOException, InterruptedException {
        Offsets offsets = watch.offsets();
        List<Integer> committed = IntStream.range(0, Plan.TASKS)
                .filter(number -> offsets.isCommitted(Plan.partitionOf(number), submitter.offsetOf(number)))
                .boxed()
                .toList();
        List<Delivery> again = Plan.again(committed, Plan.DUPLICATES_AFTER_COMMIT / 2);
        submitter.submit(again);
        narrator.tell("%d tasks submitted again that are committed already, %s", again.size(), when);
    }

    private record Kill(String leader, long recordsLeft, int running, long leaderlessMs, Leadership.Reign next) {}

    /** @param atMs when it was seen */
    private record Succession(Leadership.Reign reign, long atMs) {}

    private Kill killLeader() throws IOException, InterruptedException {
        Leadership.Reign reign =
                leadership.latest().orElseThrow(() -> new IOException("nobody leads, and yet tasks were executed"));
        long recordsLeft = watch.offsets().recordsNotCommitted();
        int running = untilRunningOn(cluster.node(reign.leader()));
        Future<Succession> succession = watch.beside(() -> {
            Leadership.Reign next = leadership.awaitAfter(reign.epoch(), ELECTION_DEADLINE);
            return new Succession(next, Watch.nowMs());
        });
        long atMs = Watch.nowMs();
        cluster.kill(reign.leader());
        narrator.tell(
                "SIGKILL of %s, the leader of epoch %d: %,d of %,d records not committed, %d tasks running on it",
                reign.leader(), reign.epoch(), recordsLeft, submitter.submitted(), running);
        Succession next = watch.untilDone(succession);
        long leaderlessMs = next.atMs() - atMs;
        narrator.tell(
                "%s leads, epoch %d, after %.1f s",
                next.reign().leader(), next.reign().epoch(), leaderlessMs / 1000.0);
        return new Kill(reign.leader(), recordsLeft, running, leaderlessMs, next.reign());
    }

    /** Waits for a moment in which the node executes something, as it is meant to be hit while it does. */
    private int untilRunningOn(NodeProcess node) throws IOException, InterruptedException {
        long end = Watch.nowMs() + RUNNING_DEADLINE_MS;
        while (Watch.nowMs() < end) {
            int running = watch.words()
                    .ask(node)
                    .map(status -> status.path("running").asInt())
                    .orElse(0);
            if (running > 0) {
                return running;
            }
            watch.look();
        }
        throw new IOException(node.name() + " executes nothing, although there is enough to do");
    }

    private void stopFollower(String leader) throws IOException, InterruptedException {
        NodeProcess follower = cluster.nodes().stream()
                .filter(node -> node.isAlive() && !node.name().equals(leader))
                .findFirst()
                .orElseThrow(() -> new IOException("no node is left but the leader"));
        narrator.tell("SIGTERM to %s", follower.name());
        Callable<String> stop = () -> {
            cluster.stopOrderly(follower.name());
            narrator.tell("%s has stopped in order", follower.name());
            return follower.name();
        };
        watch.untilDone(watch.beside(stop));
    }
}
