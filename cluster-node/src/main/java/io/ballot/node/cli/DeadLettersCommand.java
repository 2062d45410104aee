package io.ballot.node.cli;

import io.ballot.core.Command.SideTopic;
import picocli.CommandLine.Command;

@Command(
        name = "dlq",
        description = "tasks that failed for good: list, replay or drop them",
        customSynopsis = "cluster.sh dlq list|replay|drop QUEUE [TASK-ID...|--all] [--execute] [OPTIONS]",
        sortOptions = false)
final class DeadLettersCommand extends DeedCommand {

    DeadLettersCommand() {
        super(SideTopic.DEAD_LETTER, "replay");
    }
}
