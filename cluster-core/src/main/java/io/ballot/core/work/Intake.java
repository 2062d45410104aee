package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From polled records to votes (V2): one claim a partition and poll, all claims that gathered in one message; given-up
 * tasks of partitions that stayed are claimed anew; fetching pauses while enough is waiting.
 */
final class Intake {

    private static final long RESEND_MS = 2000;
    private static final int TASKS_PER_MESSAGE = 8192;

    private final Desk desk;
    private final List<ClaimWork> unsent = new ArrayList<>();

    Intake(Desk desk) {
        this.desk = desk;
    }

    void onPolled(Event.Polled polled) {
        PartitionWork partition = desk.current.get(polled.partition());
        if (partition == null || !partition.isOwned()) {
            desk.outbox.command(new Command.Forget(polled.partition(), polled.offsets()));
            return;
        }
        Event.Polled fresh = newer(polled, partition.lastPolled);
        if (fresh.offsets().length == 0) {
            return;
        }
        partition.lastPolled = fresh.offsets()[fresh.offsets().length - 1];
        partition.tracker.polled(fresh.offsets(), fresh.ids());
        partition.addHints(fresh.offsets(), fresh.ids(), fresh.flags());
        for (int from = 0; from < fresh.offsets().length; from += TASKS_PER_MESSAGE) {
            claim(partition, fresh, from, Math.min(fresh.offsets().length, from + TASKS_PER_MESSAGE));
        }
    }

    /** One claim for a part of a poll that fits into one message. */
    private void claim(PartitionWork partition, Event.Polled polled, int from, int to) {
        boolean whole = from == 0 && to == polled.offsets().length;
        long[] words = polled.ids().words();
        ClaimWork work = desk.open(
                partition,
                whole ? polled.offsets() : Arrays.copyOfRange(polled.offsets(), from, to),
                whole ? polled.ids() : TaskIds.wrap(Arrays.copyOfRange(words, 2 * from, 2 * to)),
                whole ? polled.flags() : Arrays.copyOfRange(polled.flags(), from, to));
        if (desk.draining || !desk.membership.works()) {
            for (int i = 0; i < work.size(); i++) {
                desk.close(work, i);
            }
        } else {
            unsent.add(work);
        }
    }

    /** What was polled before is not new: a consumer that was reset to an earlier position repeats it. */
    private Event.Polled newer(Event.Polled polled, long lastPolled) {
        long[] offsets = polled.offsets();
        if (offsets.length == 0 || offsets[0] > lastPolled) {
            return polled;
        }
        int[] kept = new int[offsets.length];
        int count = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] > lastPolled) {
                kept[count++] = i;
            }
        }
        desk.outbox.command(new Command.Forget(polled.partition(), Arrays.copyOf(offsets, offsets.length - count)));
        Claim some = new Claim(0, polled.partition(), offsets, polled.ids(), polled.flags()).select(kept, count);
        return new Event.Polled(polled.partition(), some.offsets(), some.ids(), some.flags());
    }

    /** A new leader does not know which votes are unanswered. */
    void askAllAgain() {
        unsent.clear();
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                if (work.count(Phase.VOTED) > 0) {
                    unsent.add(work);
                }
            }
        });
    }

    void onTick() {
        desk.forEachPartition(partition -> {
            for (ClaimWork work : partition.claims) {
                if (work.count(Phase.VOTED) > 0 && desk.outbox.now() - work.lastVoteMs >= RESEND_MS) {
                    unsent.add(work);
                }
            }
        });
        limit();
    }

    void flush(NodeId leader) {
        for (PartitionWork partition : desk.current.values()) {
            if (partition.closedTasks > 0 && partition.isOwned() && !desk.draining) {
                claimAnew(partition);
            }
        }
        List<Message.VoteRequest> batch = new ArrayList<>();
        int tasks = 0;
        for (ClaimWork work : unsent) {
            int[] open = work.in(Phase.VOTED);
            if (open.length == 0) {
                continue;
            }
            if (!batch.isEmpty() && tasks + open.length > TASKS_PER_MESSAGE) {
                desk.outbox.send(leader, new Message.Vote(batch));
                batch = new ArrayList<>();
                tasks = 0;
            }
            work.lastVoteMs = desk.outbox.now();
            work.votedMs = work.votedMs < 0 ? work.lastVoteMs : work.votedMs;
            QueueWork queue = work.partition.queue;
            if (work.startNow == 0) {
                work.startNow = Math.min(open.length, queue.free());
                queue.inHand += work.startNow;
            }
            batch.add(new Message.VoteRequest(work.claim.select(open, open.length), work.startNow));
            tasks += open.length;
        }
        if (!batch.isEmpty()) {
            desk.outbox.send(leader, new Message.Vote(batch));
        }
        unsent.clear();
    }

    private void claimAnew(PartitionWork partition) {
        partition.closedTasks = 0;
        for (ClaimWork old : List.copyOf(partition.claims)) {
            int[] closed = old.in(Phase.CLOSED);
            if (closed.length == 0) {
                continue;
            }
            TaskIds ids = old.claim.ids().select(closed, closed.length);
            byte[] flags = new byte[closed.length];
            for (int k = 0; k < closed.length; k++) {
                flags[k] = old.claim.flags()[closed[k]];
                old.move(closed[k], Phase.MOVED);
            }
            unsent.add(desk.open(partition, old.offsets(closed), ids, flags));
        }
    }

    /**
     * Back-pressure: at most {@code prefetchMax} undecided records a partition, {@code doubtQueueMax} doubts in all, and no
     * more on their way to the workers than keeps them busy.
     */
    private void limit() {
        int doubts = 0;
        for (PartitionWork partition : desk.current.values()) {
            for (ClaimWork work : partition.claims) {
                doubts += work.count(Phase.WAITING) + work.count(Phase.DOUBT) + work.count(Phase.CHECKING);
            }
        }
        boolean full = doubts >= desk.outbox.config().doubtQueueMax();
        List<QueuePartition> pause = new ArrayList<>();
        List<QueuePartition> resume = new ArrayList<>();
        for (PartitionWork partition : desk.current.values()) {
            if (full || isFull(partition)) {
                pause(partition, pause);
            } else {
                resume(partition, resume);
            }
        }
        tell(pause, resume);
    }

    /** Back-pressure is looked at as soon as a poll came in, not only at ticks. */
    void afterPoll(QueuePartition key) {
        PartitionWork polled = desk.current.get(key);
        if (polled == null) {
            return;
        }
        List<QueuePartition> pause = new ArrayList<>();
        if (polled.queue.hasEnough()) {
            for (PartitionWork partition : desk.current.values()) {
                if (partition.queue == polled.queue) {
                    pause(partition, pause);
                }
            }
        } else if (isFull(polled)) {
            pause(polled, pause);
        }
        tell(pause, List.of());
    }

    /** Resumes what has room again. */
    void afterProgress() {
        List<QueuePartition> resume = new ArrayList<>();
        for (PartitionWork partition : desk.current.values()) {
            resume(partition, resume);
        }
        tell(List.of(), resume);
    }

    private static boolean isFull(PartitionWork partition) {
        return partition.tracker.retained() >= partition.queue.policy.prefetchMax() || partition.queue.hasEnough();
    }

    private static void pause(PartitionWork partition, List<QueuePartition> pause) {
        if (!partition.paused) {
            partition.paused = true;
            pause.add(partition.key);
        }
    }

    private static void resume(PartitionWork partition, List<QueuePartition> resume) {
        if (partition.paused
                && partition.queue.hasRoom()
                && partition.tracker.retained() <= partition.queue.policy.prefetchMax() / 2) {
            partition.paused = false;
            resume.add(partition.key);
        }
    }

    private void tell(List<QueuePartition> pause, List<QueuePartition> resume) {
        if (!pause.isEmpty()) {
            desk.outbox.command(new Command.PausePartitions(pause));
        }
        if (!resume.isEmpty()) {
            desk.outbox.command(new Command.ResumePartitions(resume));
        }
    }
}
