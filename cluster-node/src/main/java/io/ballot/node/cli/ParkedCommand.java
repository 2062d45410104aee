package io.ballot.node.cli;

import io.ballot.core.Command.SideTopic;
import picocli.CommandLine.Command;

@Command(
        name = "parked",
        description = "tasks that wait for a person: list, run or drop them",
        customSynopsis = "cluster.sh parked list|run|drop QUEUE [TASK-ID...|--all] [--execute] [OPTIONS]",
        sortOptions = false)
final class ParkedCommand extends DeedCommand {

    ParkedCommand() {
        super(SideTopic.PARKED, "run");
    }
}
