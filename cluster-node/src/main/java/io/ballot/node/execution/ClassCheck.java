package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.PayloadCodec;

/** Asks a user's class. */
record ClassCheck<T>(IdempotencyCheck<T> check, PayloadCodec<T> codec) implements Check {

    @Override
    public Evidence ask(TaskRecord record, int attempt, DoubtReason reason) throws Exception {
        T payload = codec.decode(record.payload());
        Evidence answer = check.check(new RecordTask<>(record, payload), reason);
        // Users' code without null checks: nothing said is nothing known.
        return answer == null ? Evidence.UNKNOWN : answer;
    }
}
