package io.ballot.node.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** A command that shows one page. */
abstract class LookCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    abstract Page look(Session session) throws CommandFailedException, InterruptedException;

    @Override
    public final Integer call() throws CommandFailedException, InterruptedException {
        return top().show(this::look);
    }

    final ClusterCommand top() {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        return maybeTop;
    }
}
