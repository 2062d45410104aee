package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.protocol.Message;
import java.util.Arrays;

/**
 * From grants to workers (R13): a granted task waits for a place in the queue's window, is marked RUNNING, and only when
 * that is acknowledged handed to the workers.
 */
final class Starter {

    private final Desk desk;

    Starter(Desk desk) {
        this.desk = desk;
    }

    /** Marks the next windows. */
    void flush() {
        for (QueueWork queue : desk.queues.values()) {
            int free = queue.free();
            while (free > 0 && !queue.granted.isEmpty()) {
                ClaimWork work = queue.granted.peek();
                int taken = mark(work, free);
                free -= taken;
                queue.inHand += taken;
                if (work.count(Phase.GRANTED) == 0) {
                    queue.granted.poll();
                }
            }
        }
    }

    private int mark(ClaimWork work, int free) {
        int want = Math.min(free, work.count(Phase.GRANTED));
        int[] marked = new int[want];
        int count = 0;
        for (int i = 0; i < work.size() && count < want; i++) {
            if (work.phase(i) == Phase.GRANTED) {
                work.move(i, Phase.MARKING);
                marked[count++] = i;
            }
        }
        desk.report(Message.ReportKind.MARK, work, Arrays.copyOf(marked, count));
        return count;
    }

    /** A grant that is yet to be marked. */
    void granted(ClaimWork work, int i) {
        if (work.count(Phase.GRANTED) == 0) {
            work.partition.queue.granted.add(work);
        }
        work.move(i, Phase.GRANTED);
    }

    /** The leader has answered a MARK report. @param refused indexes into {@code tasks} */
    void marked(ClaimWork work, int[] tasks, int[] refused) {
        boolean[] no = new boolean[tasks.length];
        for (int index : refused) {
            if (index >= 0 && index < no.length) {
                no[index] = true;
            }
        }
        int[] starting = new int[tasks.length];
        int count = 0;
        int[] closed = new int[tasks.length];
        int closes = 0;
        for (int k = 0; k < tasks.length; k++) {
            int task = tasks[k];
            if (work.phase(task) != Phase.MARKING) {
                continue;
            }
            if (no[k]) {
                work.partition.queue.inHand--;
                desk.close(work, task);
                closed[closes++] = task;
            } else {
                starting[count++] = task;
            }
        }
        desk.report(Message.ReportKind.RELEASED, work, Arrays.copyOf(closed, closes));
        handOver(work, Arrays.copyOf(starting, count));
    }

    /** Hands marked tasks to the workers. */
    void handOver(ClaimWork work, int[] tasks) {
        if (tasks.length == 0) {
            return;
        }
        long[] tokens = new long[tasks.length];
        int[] attempts = new int[tasks.length];
        for (int k = 0; k < tasks.length; k++) {
            work.move(tasks[k], Phase.HANDED);
            desk.outbox.history().started(work.claim.ids(), tasks[k], work.tokens[tasks[k]], work.attempts[tasks[k]]);
            tokens[k] = work.tokens[tasks[k]];
            attempts[k] = work.attempts[tasks[k]];
        }
        desk.outbox.command(new Command.Start(
                work.partition.key,
                work.no(),
                work.offsets(tasks),
                work.claim.ids().select(tasks, tasks.length),
                tokens,
                attempts));
    }
}
