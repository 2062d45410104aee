package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;

/** Asks the user's code whether a doubtful task was executed before (D3). Thread-safe. */
interface Check {

    /** @throws Exception the check failed and may be asked again */
    Evidence ask(TaskRecord record, int attempt, DoubtReason reason) throws Exception;
}
