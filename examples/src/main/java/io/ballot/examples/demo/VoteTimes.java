package io.ballot.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballot.core.work.WorkStatus;
import java.util.ArrayList;
import java.util.List;

/** The waits for votes of several nodes, added up. */
record VoteTimes(WorkStatus.Votes votes) {

    static final VoteTimes NONE = new VoteTimes(new WorkStatus.Votes(List.of(), List.of()));

    /** @param told {@code {"boundsMs": [...], "counts": [...]}}; anything else adds nothing */
    VoteTimes plus(JsonNode told) {
        if (!told.path("counts").isArray()) {
            return this;
        }
        List<Integer> bounds = new ArrayList<>();
        told.path("boundsMs").forEach(bound -> bounds.add(bound.asInt()));
        List<Long> counts = new ArrayList<>();
        told.path("counts").forEach(count -> counts.add(count.asLong() + countAt(counts.size())));
        return new VoteTimes(new WorkStatus.Votes(bounds, counts));
    }

    private long countAt(int bucket) {
        return bucket < votes.counts().size() ? votes.counts().get(bucket) : 0;
    }

    /** {@code "3 ms"}, or {@code "?"} where nobody knows. */
    String within(double share) {
        long ms = votes.withinMs(share);
        return ms < 0 ? "?" : ms + " ms";
    }
}
