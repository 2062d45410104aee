package io.ballot.it;

import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import io.ballot.worker.WorkerContext;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Does what a task's script says, and writes to the effect log when it starts and how it ends. */
public final class RecordingWorker implements TaskWorker<Script> {

    private final EffectLog log = EffectLog.ofThisProcess();
    private volatile String node = "-";

    @Override
    public void start(WorkerContext context) {
        node = context.nodeId();
    }

    @Override
    public TaskResult execute(Task<Script> task, TaskContext context) throws Exception {
        write(Effect.Kind.START, task, context);
        try {
            TimeUnit.MILLISECONDS.sleep(task.payload().ms());
            while (task.payload().gated() && !log.isGateOpen()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException interrupted) {
            write(Effect.Kind.STOP, task, context);
            throw interrupted;
        }
        if (task.payload().permanent()) {
            write(Effect.Kind.FAIL, task, context);
            throw new PermanentTaskException("its script says so");
        }
        if (context.attempt() <= task.payload().failures()) {
            write(Effect.Kind.FAIL, task, context);
            throw new IOException("its script says so, attempt " + context.attempt());
        }
        write(Effect.Kind.END, task, context);
        return TaskResult.done();
    }

    private void write(Effect.Kind kind, Task<Script> task, TaskContext context) throws IOException {
        log.append(new Effect(
                kind,
                task.id(),
                node,
                ProcessHandle.current().pid(),
                context.fencingToken(),
                Integer.toString(context.attempt())));
    }
}
