package io.ballot.core.work;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.SortedMap;

/**
 * What a node shows of its tasks, for people.
 *
 * @param openReports reports that the leader has not acknowledged
 */
public record WorkStatus(
        SortedMap<String, Queue> queues, List<Doubt> doubts, List<QueuePartition> partitions, int openReports) {

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
            int backingOff) {}

    /** @param phase WAITING, DOUBT or CHECKING. @param forMs since its claim was opened */
    public record Doubt(Id128 id, QueuePartition partition, long offset, String phase, String reason, long forMs) {}
}
