package io.ballot.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "one node in the foreground; SIGTERM or Ctrl-C drains it, a second one stops it at once",
        sortOptions = false)
final class RunCommand extends NodeSubcommand {

    @Option(
            names = "--exit-on-stdin-close",
            hidden = true,
            description = "stop when standard input ends: whoever started this process is gone")
    boolean exitOnStdinClose;

    @Override
    int run(NodeCommand top) throws CommandFailedException {
        return top.runner.run(top.config(), exitOnStdinClose);
    }
}
