package io.ballot.node.admin;

import java.util.List;

/**
 * A node's filter of the tasks ever voted on: {@code GET /v1/filter}.
 *
 * @param expectedTasks how many one generation is made for
 * @param errorRate expected of one that is full
 * @param generations oldest first; additions go to the last
 */
public record FilterReport(
        String schema, String node, long expectedTasks, double errorRate, List<Generation> generations) {

    static final String SCHEMA = "ballot.node.filter/v1";

    /**
     * @param added tasks in it
     * @param errorRate probability, at its fill, that an unseen task is taken for a seen one
     */
    public record Generation(int generation, long added, double errorRate, long bytes) {}
}
