package io.ballot.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "restart", description = "stop, then start", sortOptions = false)
final class RestartCommand extends NodeSubcommand {

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long to wait until it consumes (default: 120)")
    long timeoutSeconds = 120;

    @Override
    int run(NodeCommand top) throws CommandFailedException, InterruptedException {
        StopCommand.stop(top);
        return StartCommand.start(top, timeoutSeconds);
    }
}
