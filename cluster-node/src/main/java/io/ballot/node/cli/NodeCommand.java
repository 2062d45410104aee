package io.ballot.node.cli;

import io.ballot.node.config.NodeConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/node.sh}, all but {@code standalone}, which is a program of its own. */
@Command(
        name = "node.sh",
        header = "Runs and controls one node.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Also: standalone [--nodes N] [--fresh], a whole cluster with ZooKeeper and Kafka on this machine.",
            "Exit codes: 0 done, 1 failed, 2 wrong use or configuration; status: 0 running, 1 dead, 3 not running."
        },
        sortOptions = false,
        subcommands = {
            RunCommand.class,
            StartCommand.class,
            StopCommand.class,
            RestartCommand.class,
            NodeStatusCommand.class,
            LogsCommand.class,
            ConfigCommand.class,
            NodeVersionCommand.class,
            HelpCommand.class
        })
public final class NodeCommand implements Callable<Integer> {

    /** Runs a node in this process until it has stopped. */
    @FunctionalInterface
    public interface Runner {
        /**
         * @param exitOnStdinClose stop when standard input ends
         * @return the exit code
         */
        int run(NodeConfig config, boolean exitOnStdinClose);
    }

    @Mixin
    NodeOptions options = new NodeOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    final Console console;
    final Home home;
    final Map<String, String> environment;
    final Runner runner;

    NodeCommand(Console console, Home home, Map<String, String> environment, Runner runner) {
        this.console = console;
        this.home = home;
        this.environment = environment;
        this.runner = runner;
    }

    /** Carries out one command line. @return the exit code */
    public static int execute(Runner runner, String... args) {
        Map<String, String> environment = System.getenv();
        Home home = Home.of(System.getProperties(), environment);
        return execute(new NodeCommand(Console.ofThisProcess(), home, environment, runner), args);
    }

    static int execute(NodeCommand command, String... args) {
        return CommandLines.run(command, command.console, args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? There are: standalone, "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    NodeConfig config() throws CommandFailedException {
        return options.load(home, environment);
    }

    Daemon daemon() throws CommandFailedException {
        return new Daemon(home, config());
    }
}
