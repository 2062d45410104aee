package io.ballot.node.admin;

import java.util.List;

/** What nodes answered about doubtful tasks: {@code GET /v1/evidence?ids=ID,ID,…}. */
public record EvidenceReport(String schema, String node, List<Answer> answers) {

    static final String SCHEMA = "ballot.node.evidence/v1";

    /**
     * One answer about one task.
     *
     * @param node who was asked
     * @param said NO, PREPARING, RUNNING, EXECUTED, or GONE of one that provably cannot answer any more
     */
    public record Answer(String id, String node, String said, String time) {}
}
