package io.ballot.node.execution;

import io.ballot.worker.PayloadCodec;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;

/** Runs tasks by a user's worker. */
final class ClassRunner<T> implements TaskRunner {

    private final TaskWorker<T> worker;
    private final PayloadCodec<? extends T> codec;

    ClassRunner(TaskWorker<T> worker, PayloadCodec<? extends T> codec) {
        this.worker = worker;
        this.codec = codec;
    }

    @Override
    public TaskResult run(Attempt attempt) throws Exception {
        T payload;
        try {
            payload = codec.decode(attempt.record.payload());
        } catch (Exception e) {
            throw new PermanentTaskException("the payload cannot be read: " + Plugins.oneLine(e), e);
        }
        if (!attempt.mayBegin()) {
            throw new NotBegunException();
        }
        TaskResult result = worker.execute(new RecordTask<>(attempt.record, payload), attempt);
        // Users' code without null checks: what it means is plain.
        return result == null ? TaskResult.done() : result;
    }

    @Override
    public PayloadCodec<?> codec() {
        return codec;
    }

    @Override
    public void close() {
        worker.close();
    }
}
