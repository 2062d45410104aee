package io.ballot.worker;

import java.util.Optional;

/** A worker that states the codec which the handler behind it, a lambda, cannot. */
record WithCodec<T>(PayloadCodec<T> payloadCodec, TaskWorker<T> handler) implements TaskWorker<T> {

    @Override
    public TaskResult execute(Task<T> task, TaskContext context) throws Exception {
        return handler.execute(task, context);
    }

    @Override
    public void start(WorkerContext context) throws Exception {
        handler.start(context);
    }

    @Override
    public void close() {
        handler.close();
    }

    @Override
    public Optional<PayloadCodec<T>> codec() {
        return Optional.of(payloadCodec);
    }
}
