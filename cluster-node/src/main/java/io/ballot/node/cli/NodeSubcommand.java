package io.ballot.node.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** A command of {@link NodeCommand}. */
abstract class NodeSubcommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    NodeCommand maybeTop;

    abstract int run(NodeCommand top) throws CommandFailedException, InterruptedException;

    @Override
    public final Integer call() throws CommandFailedException, InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + NodeCommand.class);
        }
        return run(maybeTop);
    }
}
