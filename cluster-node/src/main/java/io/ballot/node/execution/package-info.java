/**
 * Executes tasks: worker pools under the node's lease, users' classes and commands, their checks.
 *
 * <p>{@link io.ballot.node.execution.ExecutionAdapter} is the way in. It takes the core's commands, decides nothing about
 * attempts, back-off or doubts, and tells what happened with events. What it enforces by itself, because the driver may be
 * stuck just then, is the lease: nothing begins after its end, and what runs is stopped (R9).
 */
@NullMarked
package io.ballot.node.execution;

import org.jspecify.annotations.NullMarked;
