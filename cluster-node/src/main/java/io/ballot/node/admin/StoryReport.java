package io.ballot.node.admin;

import java.util.List;

/**
 * What one node knows of one task: its steps in order of time, and where it stands in this node's copy of the ledger.
 *
 * @param ids 128-bit ids that the name stands for here
 * @param standings entries of ledger and recent outcomes; empty when it is in neither
 */
public record StoryReport(
        String schema,
        String node,
        String role,
        List<String> ids,
        List<StepReport> steps,
        List<StandingReport> standings) {

    static final String SCHEMA = "ballot.node.explain/v1";
}
