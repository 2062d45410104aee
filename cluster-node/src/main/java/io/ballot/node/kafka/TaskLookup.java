package io.ballot.node.kafka;

import io.ballot.protocol.Id128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the ids that a task may have, for people who know only the submitter's name of it. */
public final class TaskLookup {

    /** A task that was put back to its topic more often than this is asked for by its position. */
    private static final int ROUNDS = 10;

    private TaskLookup() {}

    /**
     * Ids of the first rounds of the task that was submitted under that name in a {@code task-id} header, or in a {@code
     * ce_id} without {@code ce_source}; or that had no id of its own, and was put back under the name of its record.
     *
     * @param seed the cluster's hash seed
     * @param topics ids of the queue's topic, as far as known
     */
    public static List<Id128> idsOf(Id128 seed, String queue, Collection<Id128> topics, String name) {
        TaskIdentity identity = new TaskIdentity(queue, seed);
        List<Id128> ids = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ids.add(identity.ofName("", "", name, round));
            for (Id128 topic : topics) {
                ids.add(identity.ofName("", topic.toString(), name, round));
            }
        }
        return ids;
    }
}
