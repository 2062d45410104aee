/**
 * What executions leave behind: the tasks' effects, kept by a store outside all nodes, and the worker and the check that
 * write there.
 *
 * <p>The worker and the check run inside the nodes; the store runs in the process that does the damage. They talk over a
 * socket of the file system, so that no cut in the network comes between a task and its effect.
 */
@NullMarked
package io.ballot.chaos.effect;

import org.jspecify.annotations.NullMarked;
