package io.ballot.core.work;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node shows of its tasks, for people.
 *
 * @param openReports reports that the leader has not acknowledged
 * @param maybeStall null while it goes on, or has nothing before it
 */
public record WorkStatus(
        SortedMap<String, Queue> queues,
        List<Doubt> doubts,
        List<QueuePartition> partitions,
        int openReports,
        @Nullable Stall maybeStall) {

    /**
     * The node has tasks before it and takes no step.
     *
     * @param forMs since its last step
     * @param waitsFor in words
     */
    public record Stall(long forMs, String waitsFor) {}

    /** Most doubts listed; more are only counted. */
    public static final int DOUBTS_MAX = 1000;

    /** Counters since the node's start, then how many tasks are where now. */
    public record Queue(
            long granted,
            long executed,
            long failedAttempts,
            long suppressed,
            long doubts,
            long checks,
            long parked,
            long deadLetters,
            int running,
            int waitingToStart,
            int doubtful,
            int backingOff,
            Decisions decisions,
            Votes votes) {}

    /**
     * What became of the tasks in this node's doubt queue, since its start. Those that are not decided are still there, or
     * went with their partition.
     *
     * @param doubtful were not simply granted or done with their vote, and came into the queue
     * @param executedElsewhere dropped by evidence or on record (D2)
     * @param granted after all: released, or provably never started (D6)
     * @param checkExecuted dropped by the word of the queue's check
     * @param checkNotExecuted granted by the word of the queue's check
     */
    public record Decisions(
            long doubtful, long executedElsewhere, long granted, long checkExecuted, long checkNotExecuted) {}

    /**
     * How long tasks waited for the first answer to their vote, since the node's start.
     *
     * @param boundsMs inclusive upper bounds of the buckets but the last, which holds everything above
     * @param counts tasks in each bucket
     */
    public record Votes(List<Integer> boundsMs, List<Long> counts) {

        /** Tasks answered. */
        public long answered() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /**
         * The bound in ms that at least this share of the tasks kept to, to the buckets' precision; -1 with no task, and
         * for a wait beyond the last bound.
         *
         * @param share above 0, at most 1
         */
        public long withinMs(double share) {
            double wanted = share * answered();
            long seen = 0;
            for (int bucket = 0; bucket < boundsMs.size(); bucket++) {
                seen += counts.get(bucket);
                if (seen > 0 && seen >= wanted) {
                    return boundsMs.get(bucket);
                }
            }
            return -1;
        }
    }

    /** @param phase WAITING, DOUBT or CHECKING. @param forMs since its claim was opened */
    public record Doubt(Id128 id, QueuePartition partition, long offset, String phase, String reason, long forMs) {}
}
