package io.ballot.node.cli;

import io.ballot.core.work.WorkStatus;
import io.ballot.node.admin.QueueReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long votes took on all nodes together: their buckets are added up, since percentiles cannot be. */
final class VoteTimes {

    private VoteTimes() {}

    /** See {@link WorkStatus.Votes#withinMs}; null where that knows no answer, or the nodes' buckets differ. */
    static @Nullable Long withinMs(List<QueueReport> told, double share) {
        List<Integer> bounds = List.of();
        List<Long> sums = new ArrayList<>();
        for (QueueReport queue : told) {
            WorkStatus.Votes votes = queue.votes();
            if (sums.isEmpty()) {
                bounds = votes.boundsMs();
                sums.addAll(votes.counts());
            } else if (!bounds.equals(votes.boundsMs())) {
                return null; // nodes of two versions
            } else {
                for (int bucket = 0; bucket < sums.size(); bucket++) {
                    sums.set(bucket, sums.get(bucket) + votes.counts().get(bucket));
                }
            }
        }
        long ms = new WorkStatus.Votes(bounds, sums).withinMs(share);
        return ms < 0 ? null : (Long) ms;
    }
}
