package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Outbox;
import io.ballot.core.QueuePolicy;
import io.ballot.core.history.StepKind;
import io.ballot.core.member.Membership;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node has in hand: partitions, claims, queues, open reports; and the few moves that several collaborators make.
 */
final class Desk {

    final Outbox outbox;
    final Membership membership;
    final ReportQueue reports;
    final SortedMap<String, QueueWork> queues = new TreeMap<>();
    /** Partitions that are this node's now (or just being revoked). */
    final SortedMap<QueuePartition, PartitionWork> current = new TreeMap<>();
    /** Partitions that went, with something left to finish or to remember. */
    final List<PartitionWork> gone = new ArrayList<>();

    final Map<Long, ClaimWork> byNo = new HashMap<>();
    boolean draining;
    private final Map<PartitionWork, OffsetList> forgotten = new LinkedHashMap<>();
    private long lastClaimNo;

    Desk(Outbox outbox, Membership membership) {
        this.outbox = outbox;
        this.membership = membership;
        this.reports = new ReportQueue(outbox);
        for (QueuePolicy policy : outbox.config().queues().values()) {
            queues.put(policy.name(), new QueueWork(policy, outbox.arrows("task", Phase.MOVES)));
        }
    }

    @Nullable
    ClaimWork maybeClaim(long claimNo) {
        return byNo.get(claimNo);
    }

    /** Registers a claim before its vote leaves (R8). */
    ClaimWork open(PartitionWork partition, long[] offsets, TaskIds ids, byte[] flags) {
        Claim claim = new Claim(++lastClaimNo, partition.key, offsets, ids, flags);
        ClaimWork work = new ClaimWork(partition, claim, outbox.now());
        outbox.history().voted(claim);
        partition.claims.add(work);
        byNo.put(claim.claimNo(), work);
        return work;
    }

    void forEachPartition(Consumer<PartitionWork> action) {
        current.values().forEach(action);
        gone.forEach(action);
    }

    /** The record may be committed and its payload forgotten. */
    void decide(ClaimWork work, int i) {
        work.move(i, Phase.DECIDED);
        PartitionWork partition = work.partition;
        if (partition.tenure != PartitionWork.Tenure.GONE) {
            partition.tracker.decided(work.claim.offsets()[i]);
        }
        forget(work, i);
    }

    /** Closes a task under this claim for good; its record is claimed anew if its partition stays. */
    void close(ClaimWork work, int i) {
        work.move(i, Phase.CLOSED);
        if (work.partition.isOwned()) {
            work.partition.closedTasks++;
        } else if (work.partition.tenure == PartitionWork.Tenure.GONE) {
            forget(work, i);
        }
    }

    private void forget(ClaimWork work, int i) {
        forgotten
                .computeIfAbsent(work.partition, p -> new OffsetList())
                .add(work.claim.offsets()[i]);
    }

    /** A decision not to run, or the end of an attempt, for the ledger. */
    void report(Message.ReportKind kind, ClaimWork work, int... tasks) {
        if (kind == Message.ReportKind.RELEASED) {
            for (int i : tasks) {
                outbox.history().step(StepKind.RELEASED, work.claim.ids(), i, "");
            }
        }
        reports.add(kind, work, tasks);
    }

    void end(ClaimWork work, int i, Outcome outcome) {
        work.outcomes[i] = outcome.code();
    }

    /** A claim's promise of immediate starts that its answers did not use. */
    void settleStartNow(ClaimWork work) {
        if (work.startNow > 0 && work.count(Phase.VOTED) == 0) {
            work.partition.queue.inHand -= work.startNow;
            work.startNow = 0;
        }
    }

    /**
     * Gives up everything of this partition that has not been started, the next attempts of failed tasks included; peers and
     * leader are told (D6, R14).
     */
    void closeUnstarted(PartitionWork partition) {
        for (ClaimWork work : List.copyOf(partition.claims)) {
            int most = work.countUnstarted() + work.count(Phase.BACKOFF) + work.count(Phase.CLOSED);
            if (most == 0) {
                continue;
            }
            int[] released = new int[most];
            int count = 0;
            for (int i = 0; i < work.size(); i++) {
                Phase phase = work.phase(i);
                if (phase.isUnstarted() || phase == Phase.BACKOFF) {
                    if (phase == Phase.MARKING) {
                        partition.queue.inHand--;
                    }
                    released[count++] = i;
                    close(work, i);
                } else if (phase == Phase.CLOSED && work.outcome(i) == Outcome.FAILED) {
                    // Its next attempt was due, and not claimed yet: nobody else knows that it will not come.
                    released[count++] = i;
                }
            }
            settleStartNow(work);
            report(Message.ReportKind.RELEASED, work, Arrays.copyOf(released, count));
            for (int k = 0; k < count; k++) {
                end(work, released[k], Outcome.NONE);
            }
        }
    }

    /** Drops what nobody can ask about any more. */
    void prune(PartitionWork partition) {
        partition.claims.removeIf(work -> {
            boolean over = work.isOver() && work.claim.offsets()[work.size() - 1] < partition.committed;
            if (over) {
                byNo.remove(work.no());
            }
            return over;
        });
    }

    /** The partition went: nothing is committed for it any more, and what was given up is not claimed anew here. */
    void letGo(PartitionWork partition) {
        closeUnstarted(partition);
        partition.tenure = PartitionWork.Tenure.GONE;
        partition.committing = -1;
        for (ClaimWork work : partition.claims) {
            for (int i : work.in(Phase.CLOSED)) {
                forget(work, i);
            }
        }
        if (!partition.claims.isEmpty()) {
            gone.add(partition);
        }
    }

    /** Every record that was polled is forgotten once, whatever became of it: the holder of the payloads counts. */
    void flushForgotten() {
        forgotten.forEach((partition, offsets) -> outbox.command(new Command.Forget(partition.key, offsets.toArray())));
        forgotten.clear();
    }
}
