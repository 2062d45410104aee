package io.ballot.chaos.effect;

import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import io.ballot.worker.WorkerContext;
import org.jspecify.annotations.Nullable;

/** Executes the tasks of a run inside a node. */
public final class ChaosWorker implements TaskWorker<String> {

    private volatile @Nullable Execution maybeExecution;

    @Override
    public void start(WorkerContext context) {
        maybeExecution = new Execution(context.nodeId());
    }

    @Override
    public TaskResult execute(Task<String> task, TaskContext context) throws Exception {
        Execution execution = maybeExecution;
        if (execution == null) {
            throw new IllegalStateException("executed before it was started");
        }
        execution.run(
                task.id(),
                Script.parse(task.payload()),
                context.fencingToken(),
                task.partition() + "/" + task.offset(),
                context.attempt());
        return TaskResult.done();
    }
}
