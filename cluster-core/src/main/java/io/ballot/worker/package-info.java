/**
 * The stable interface between Ballot and the code that does the work.
 *
 * <p>A queue has one {@link io.ballot.worker.TaskWorker}, which executes its tasks, and perhaps an
 * {@link io.ballot.worker.IdempotencyCheck}, which is asked whether a doubtful task was executed before. Nothing here names
 * Kafka, ZooKeeper or a JSON library, so that a worker's code outlives the version of any of them.
 */
@NullMarked
package io.ballot.worker;

import org.jspecify.annotations.NullMarked;
