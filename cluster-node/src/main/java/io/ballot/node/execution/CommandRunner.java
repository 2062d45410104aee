package io.ballot.node.execution;

import io.ballot.worker.PayloadCodec;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.TaskResult;
import java.util.Map;

/** Runs tasks by a command line, one process group each ({@code queue.NAME.worker=command}). */
final class CommandRunner implements TaskRunner {

    /** Exit code by which a command says that no further attempt helps. */
    private static final int PERMANENT = 100;

    private final String line;
    private final String nodeId;
    private final int outputMaxBytes;
    private final CommandLauncher launcher;

    CommandRunner(String line, String nodeId, int outputMaxBytes, CommandLauncher launcher) {
        this.line = line;
        this.nodeId = nodeId;
        this.outputMaxBytes = outputMaxBytes;
        this.launcher = launcher;
    }

    @Override
    public TaskResult run(Attempt attempt) throws Exception {
        Map<String, String> variables = CommandEnvironment.withToken(
                CommandEnvironment.of(attempt.record, attempt.attempt(), nodeId), attempt.fencingToken());
        CommandOutcome outcome = launcher.run(line, attempt.record.payload(), variables, outputMaxBytes);
        if (outcome.stopped() || outcome.lost()) {
            // Stopped by the guard alone, when this process was itself stopped; or ended nobody knows how.
            attempt.stop(outcome.lost() ? StopReason.LOST : StopReason.LEASE_OVER);
            throw new CommandFailedException(outcome.words());
        }
        return switch (outcome.exitCode()) {
            case 0 -> TaskResult.of(outcome.output());
            case PERMANENT -> throw new PermanentTaskException(outcome.words());
            default -> throw new CommandFailedException(outcome.words());
        };
    }

    @Override
    public PayloadCodec<?> codec() {
        return PayloadCodec.bytes();
    }

    @Override
    public void close() {
        // Its processes are each ended by the thread that waits for them.
    }
}
