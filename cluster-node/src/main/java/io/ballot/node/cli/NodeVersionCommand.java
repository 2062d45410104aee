package io.ballot.node.cli;

import picocli.CommandLine.Command;

@Command(name = "version", description = "the version of this software", sortOptions = false)
final class NodeVersionCommand extends NodeSubcommand {

    @Override
    int run(NodeCommand top) {
        top.console.out().println(VersionCommand.text());
        return ExitCode.DONE;
    }
}
