package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import java.util.Map;

/** Asks a command: exit 0 the task was executed, 1 it was not, anything else unknown. */
record CommandCheck(String line, String nodeId, CommandLauncher launcher) implements Check {

    @Override
    public Evidence ask(TaskRecord record, int attempt, DoubtReason reason) throws Exception {
        Map<String, String> variables =
                CommandEnvironment.withReason(CommandEnvironment.of(record, attempt, nodeId), reason.name());
        CommandOutcome outcome = launcher.run(line, record.payload(), variables, 0);
        if (outcome.stopped() || outcome.lost()) {
            throw new CommandFailedException("stopped: " + outcome.words());
        }
        return switch (outcome.exitCode()) {
            case 0 -> Evidence.EXECUTED;
            case 1 -> Evidence.NOT_EXECUTED;
            default -> Evidence.UNKNOWN;
        };
    }
}
