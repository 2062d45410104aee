package io.ballot.node.admin;

import io.ballot.protocol.Id128;
import java.util.Collection;
import java.util.List;

/** Which 128-bit ids a name can stand for: a task that was put back to its topic has another one in each round. */
@FunctionalInterface
public interface TaskNames {

    /**
     * @param seed the cluster's hash seed
     * @param topics ids of the queue's topic, as far as known: a task without an id of its own that was put back is named
     *     by its record and this
     * @param name as people write it
     */
    List<Id128> idsOf(Id128 seed, String queue, Collection<Id128> topics, String name);
}
