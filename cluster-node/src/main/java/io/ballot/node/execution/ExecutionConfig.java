package io.ballot.node.execution;

import java.nio.file.Path;
import java.util.List;

/**
 * What execution has to know of a node.
 *
 * @param nodeId the node's configured name, for workers and commands
 * @param queues the queues that it executes, names unique
 * @param plugins directory of jars with users' classes; need not exist
 * @param commands directory of this node's own for what runs as a process; created when a queue needs it
 * @param leaseMarginMs how long after the end of the lease everything must have ended
 */
public record ExecutionConfig(
        String nodeId, List<QueueExecution> queues, Path plugins, Path commands, long leaseMarginMs) {

    public ExecutionConfig {
        queues = List.copyOf(queues);
    }
}
