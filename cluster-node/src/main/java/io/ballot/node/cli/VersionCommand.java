package io.ballot.node.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "version", description = "the version of this command", sortOptions = false)
final class VersionCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Override
    public Integer call() {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        maybeTop.console.out().println(text());
        return ExitCode.DONE;
    }

    /** For example {@code ballot 0.1.0 (Java 17.0.12)}. */
    static String text() {
        String maybeVersion = VersionCommand.class.getPackage().getImplementationVersion();
        return "ballot " + (maybeVersion == null ? "development" : maybeVersion) + " (Java " + Runtime.version() + ")";
    }
}
