package io.ballot.node.execution;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.Ending;
import io.ballot.node.record.TaskRecord;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one {@link Command.Start}, shared by all threads of the pool without a lock or an object per task.
 *
 * <p>Each task goes WAITING → RUNNING → ENDED, or from WAITING to ENDED by whoever cancels it; RUNNING → WAITING only when
 * the lease turns out to be over before the handler is entered. Endings are published in the order in which they happen and
 * taken out by the reporter alone.
 */
final class StartBatch {

    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int ENDED = 2;

    final WorkerPool pool;
    final Command.Start start;
    private final @Nullable TaskRecord[] records;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicIntegerArray states;
    private final Ending[] endings;
    /** Index + 1 of the tasks that have ended, in that order; 0 where the next one is not published yet. */
    private final AtomicIntegerArray ended;

    private final AtomicInteger endedCount = new AtomicInteger();
    private final AtomicBoolean unreported = new AtomicBoolean();
    private int reported;

    StartBatch(WorkerPool pool, Command.Start start, @Nullable TaskRecord[] records) {
        this.pool = pool;
        this.start = start;
        this.records = records;
        states = new AtomicIntegerArray(records.length);
        endings = new Ending[records.length];
        ended = new AtomicIntegerArray(records.length);
    }

    int size() {
        return endings.length;
    }

    /** Index of the next task that no thread has taken yet, -1 when there is none. */
    int take() {
        if (next.get() >= size()) {
            return -1;
        }
        int index = next.getAndIncrement();
        return index < size() ? index : -1;
    }

    boolean hasMore() {
        return next.get() < size();
    }

    /** How many of its tasks have neither begun nor ended; the longer way, for people who watch. */
    int waiting() {
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (states.get(i) == WAITING) {
                count++;
            }
        }
        return count;
    }

    @Nullable
    TaskRecord maybeRecord(int index) {
        return records[index];
    }

    boolean enter(int index) {
        return states.compareAndSet(index, WAITING, RUNNING);
    }

    void leave(int index) {
        states.set(index, WAITING);
    }

    /** Ends a task that has not begun; false when it has. */
    boolean endWaiting(int index) {
        if (!states.compareAndSet(index, WAITING, ENDED)) {
            return false;
        }
        publish(index, Ending.NOT_STARTED);
        return true;
    }

    boolean isEnded(int index) {
        return states.get(index) == ENDED;
    }

    /** Ends a task that its caller has entered. */
    void end(int index, Ending ending) {
        states.set(index, ENDED);
        publish(index, ending);
    }

    private void publish(int index, Ending ending) {
        endings[index] = ending;
        records[index] = null;
        ended.set(endedCount.getAndIncrement(), index + 1);
    }

    /** True for the first caller since the reporter last looked: the one who has to tell it. */
    boolean markUnreported() {
        return !unreported.get() && unreported.compareAndSet(false, true);
    }

    /**
     * What has ended since the last call, in the order of the offsets, which is the order of everything that is kept of these
     * tasks; only the reporter calls it.
     */
    Event.@Nullable TasksEnded drain() {
        unreported.set(false);
        int from = reported;
        int to = from;
        while (to < size() && ended.get(to) != 0) {
            to++;
        }
        if (to == from) {
            return null;
        }
        int[] indexes = new int[to - from];
        for (int i = from; i < to; i++) {
            indexes[i - from] = ended.get(i) - 1;
        }
        Arrays.sort(indexes);
        long[] offsets = new long[indexes.length];
        Ending[] drained = new Ending[indexes.length];
        for (int k = 0; k < indexes.length; k++) {
            offsets[k] = start.offsets()[indexes[k]];
            drained[k] = endings[indexes[k]];
        }
        reported = to;
        return new Event.TasksEnded(start.partition(), start.claimNo(), offsets, drained);
    }

    /** Whether every ending has been taken out; only the reporter asks. */
    boolean isReported() {
        return reported == size();
    }
}
