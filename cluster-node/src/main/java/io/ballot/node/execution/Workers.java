package io.ballot.node.execution;

import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskWorker;
import io.ballot.worker.WorkerContext;
import java.util.Map;
import java.util.Optional;

/** Makes and starts what the configuration or the embedding program names: a queue's worker and its check. */
final class Workers {

    private record Context(String queue, String nodeId, int concurrency, Map<String, String> settings)
            implements WorkerContext {}

    private final String nodeId;
    private final Plugins plugins;
    private final Codecs codecs;
    private final CommandLauncher launcher;

    Workers(String nodeId, Plugins plugins, CommandLauncher launcher) {
        this.nodeId = nodeId;
        this.plugins = plugins;
        this.launcher = launcher;
        codecs = new Codecs(plugins);
    }

    TaskRunner worker(QueueExecution queue) throws WorkerStartException {
        Handler<TaskWorker<?>> handler = queue.worker();
        if (handler instanceof Handler.OfCommand<TaskWorker<?>> command) {
            return new CommandRunner(command.line(), nodeId, queue.outputMaxBytes(), launcher);
        }
        TaskWorker<?> worker = handler instanceof Handler.OfClass<TaskWorker<?>> named
                ? plugins.instantiate(TaskWorker.class, named.className(), "queue." + queue.name() + ".class")
                : ((Handler.OfInstance<TaskWorker<?>>) handler).instance();
        PayloadCodec<?> codec = codecs.choose(queue, worker, TaskWorker.class, worker.codec())
                .orElseThrow(() -> new WorkerStartException("queue " + queue.name() + ": "
                        + worker.getClass().getName()
                        + " does not show what its payloads are (a lambda hides it): use TaskWorker.of(codec, ...)"));
        start(queue, worker);
        return runner(worker, codec);
    }

    private void start(QueueExecution queue, TaskWorker<?> worker) throws WorkerStartException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugins.classLoader());
        try {
            worker.start(new Context(queue.name(), nodeId, queue.concurrency(), queue.settings()));
        } catch (Exception | LinkageError e) {
            throw new WorkerStartException(
                    "the worker of queue " + queue.name() + " did not start: " + Plugins.oneLine(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** @param codecOfWorker for a check that is a lambda, or reads what the worker reads */
    Check check(QueueExecution queue, Handler<IdempotencyCheck<?>> handler, PayloadCodec<?> codecOfWorker)
            throws WorkerStartException {
        if (handler instanceof Handler.OfCommand<IdempotencyCheck<?>> command) {
            return new CommandCheck(command.line(), nodeId, launcher);
        }
        IdempotencyCheck<?> check = handler instanceof Handler.OfClass<IdempotencyCheck<?>> named
                ? plugins.instantiate(
                        IdempotencyCheck.class, named.className(), "queue." + queue.name() + ".check.class")
                : ((Handler.OfInstance<IdempotencyCheck<?>>) handler).instance();
        Optional<PayloadCodec<?>> own = codecs.choose(queue, check, IdempotencyCheck.class, check.codec());
        return check(check, own.isPresent() ? own.get() : codecOfWorker);
    }

    // The codec was chosen by the T of the code: the one place where the compiler cannot follow.

    @SuppressWarnings("unchecked")
    private static <T> TaskRunner runner(TaskWorker<T> worker, PayloadCodec<?> codec) {
        return new ClassRunner<>(worker, (PayloadCodec<T>) codec);
    }

    @SuppressWarnings("unchecked")
    private static <T> Check check(IdempotencyCheck<T> check, PayloadCodec<?> codec) {
        return new ClassCheck<>(check, (PayloadCodec<T>) codec);
    }
}
