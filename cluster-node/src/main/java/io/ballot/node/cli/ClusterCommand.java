package io.ballot.node.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bin/cluster.sh}: without a command it is {@code status}. */
@Command(
        name = "cluster.sh",
        header = "Looks at a Ballot cluster and steers it.",
        description = {
            "",
            "Without addresses it finds a running standalone of this installation, else the cluster of"
                    + " conf/node.properties.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed or unreachable, 2 wrong use, 3 not found, 5 degraded (status --exit-code)."
        },
        sortOptions = false,
        subcommands = {
            StatusCommand.class,
            NodesCommand.class,
            LeaderCommand.class,
            QueuesCommand.class,
            LagCommand.class,
            DoubtsCommand.class,
            ExplainCommand.class,
            TasksCommand.class,
            SubmitCommand.class,
            ParkedCommand.class,
            DeadLettersCommand.class,
            EventsCommand.class,
            FilterCommand.class,
            ForgetCommand.class,
            CheckCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
final class ClusterCommand implements Callable<Integer> {

    @Mixin
    GlobalOptions options = new GlobalOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    final Console console;
    private final TargetFinder targets;

    ClusterCommand(Console console, TargetFinder targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() throws CommandFailedException, InterruptedException {
        return show(new StatusCommand()::look);
    }

    /** What a command makes of a session. */
    @FunctionalInterface
    interface Look {
        Page look(Session session) throws CommandFailedException, InterruptedException;
    }

    /** Connects, looks and writes; again and again with {@code --watch}. */
    int show(Look look) throws CommandFailedException, InterruptedException {
        Double maybeSeconds = options.maybeWatchSeconds;
        try (Session session = open()) {
            if (maybeSeconds == null) {
                Page page = look.look(session);
                console.write(page, options);
                return page.exitCode();
            }
            return new Watch(console, options, maybeSeconds).show(session, look);
        }
    }

    Session open() throws CommandFailedException {
        return new Session(targets.find(options), TokenFile.read(options.maybeTokenFile));
    }
}
