package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Membership;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices that this node has tasks before it and takes no step for {@code stall.ms}, and says what it waits for: a group that
 * is stable, heartbeats that are fine and a lag that stands still are otherwise found out by whoever waits for the tasks.
 *
 * <p>A step is anything that brings a record nearer to its end. What was polled is known here; whether more lies in Kafka is
 * asked there, and only while nothing moves. A handler that runs for longer than {@code stall.ms} while nothing else moves is a
 * stall too: nobody can tell it from one that hangs.
 */
final class StallWatch {

    private static final long LOOK_MS = 500;

    private final Desk desk;
    private final Membership membership;
    private long lookedMs;
    private long steps = -1;
    private long stepMs;
    private long request;
    private long askedMs;
    private boolean answered = true;
    /** Since when, without a step, records are known to lie in Kafka; negative where none do. */
    private long behindSinceMs = -1;

    private final SortedMap<QueuePartition, Long> behind = new TreeMap<>();
    private @Nullable String maybeWaitsFor;

    StallWatch(Desk desk, Membership membership) {
        this.desk = desk;
        this.membership = membership;
        this.stepMs = desk.outbox.now();
    }

    void onLag(Event.LagRead read) {
        if (read.request() != request) {
            return;
        }
        answered = true;
        behind.keySet().removeAll(read.behind().keySet());
        read.behind().forEach((partition, records) -> {
            if (records > 0) {
                behind.put(partition, records);
            }
        });
        if (behind.isEmpty()) {
            behindSinceMs = -1;
        } else if (behindSinceMs < 0) {
            behindSinceMs = desk.outbox.now();
        }
    }

    void onTick() {
        long now = desk.outbox.now();
        if (now - lookedMs < LOOK_MS) {
            return;
        }
        lookedMs = now;
        long counted = countSteps();
        if (counted != steps || desk.current.isEmpty() || desk.draining) {
            steps = counted;
            stepMs = now;
            answered = true;
            behind.clear();
            behindSinceMs = -1;
            say(null);
            return;
        }
        long stallMs = desk.outbox.config().stallMs();
        if (now - stepMs >= stallMs / 2 && now - askedMs >= stallMs / 2) {
            ask(now);
        }
        if (now - stepMs >= stallMs) {
            say(waitsFor(now, stallMs));
        }
    }

    private void ask(long now) {
        askedMs = answered ? now : askedMs;
        answered = false;
        request = desk.outbox.nextRequest();
        desk.outbox.command(new Command.ReadLag(request, List.copyOf(desk.current.keySet())));
    }

    private long countSteps() {
        long sum = desk.current.size();
        for (QueueWork queue : desk.queues.values()) {
            sum += queue.grants
                    + queue.executed
                    + queue.failedAttempts
                    + queue.suppressed
                    + queue.checks
                    + queue.parked
                    + queue.deadLetters;
        }
        for (PartitionWork partition : desk.current.values()) {
            sum += partition.committed + partition.lastPolled;
        }
        return sum;
    }

    private void say(@Nullable String waitsFor) {
        if (waitsFor != null && maybeWaitsFor == null) {
            desk.outbox.warn(
                    "stall", "no step for " + (desk.outbox.now() - stepMs) + " ms while tasks wait: " + waitsFor);
        } else if (waitsFor == null && maybeWaitsFor != null) {
            desk.outbox.info("stall", "it goes on");
        }
        maybeWaitsFor = waitsFor;
    }

    private @Nullable String waitsFor(long now, long stallMs) {
        int[] tasks = new int[Phase.values().length];
        boolean uncommitted = false;
        for (PartitionWork partition : desk.current.values()) {
            for (ClaimWork work : partition.claims) {
                for (Phase phase : Phase.values()) {
                    tasks[phase.ordinal()] += phase.isOver() ? 0 : work.count(phase);
                }
            }
            CommitPoint point = partition.tracker.commitPoint();
            uncommitted |= point.offset() > Math.max(0, partition.committed);
        }
        int open = 0;
        for (int count : tasks) {
            open += count;
        }
        if (open == 0 && uncommitted) {
            return "Kafka takes no commit";
        }
        boolean lies = behindSinceMs >= 0 && now - behindSinceMs >= stallMs;
        boolean silent = !answered && now - askedMs >= stallMs;
        if (open == 0 && !lies && !silent) {
            return null;
        }
        if (!membership.works()) {
            return membership.role().consumes()
                    ? "it has no lease of its leader " + membership.maybeLeader()
                    : "it is " + membership.role() + ", leader " + membership.maybeLeader();
        }
        return open > 0 ? inWords(tasks) : silent ? "Kafka does not answer" : "Kafka gives no records of " + behind;
    }

    private static String inWords(int[] tasks) {
        StringBuilder words = new StringBuilder();
        for (Phase phase : Phase.values()) {
            if (tasks[phase.ordinal()] > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(tasks[phase.ordinal()])
                        .append(' ')
                        .append(inWords(phase));
            }
        }
        return words.toString();
    }

    private static String inWords(Phase phase) {
        return switch (phase) {
            case VOTED -> "wait for the leader's vote";
            case WAITING -> "are held elsewhere";
            case DOUBT -> "wait for evidence";
            case CHECKING -> "wait for the queue's check";
            case GRANTED -> "wait for a free worker";
            case MARKING -> "wait for the leader's word that their mark is kept";
            case HANDED -> "are with their handlers";
            case STOPPING -> "were told to stop and have not ended";
            case BACKOFF -> "wait for their next attempt";
            case SIDE -> "wait to be parked or dead-lettered";
            case REPORTING -> "wait for the leader's word that their outcome is kept";
            case DECIDED, CLOSED, MOVED -> "are over";
        };
    }

    /** Null while this node goes on, or has nothing before it. */
    WorkStatus.@Nullable Stall status() {
        return maybeWaitsFor == null ? null : new WorkStatus.Stall(desk.outbox.now() - stepMs, maybeWaitsFor);
    }
}
