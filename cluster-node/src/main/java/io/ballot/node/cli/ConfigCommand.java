package io.ballot.node.cli;

import io.ballot.node.config.ConfigDocs;
import io.ballot.node.config.ConfigReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "config", description = "checks, shows and documents the configuration", sortOptions = false)
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    NodeCommand maybeTop;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "config check, config show or config docs?");
    }

    @Command(description = "every problem with file and line; exits with 2 if there is one")
    int check() {
        NodeCommand top = top();
        return told(top, ConfigReport.check(top.options.maybeFile(top.home), top.options.flags(), top.environment));
    }

    @Command(description = "the effective values with their origin, secrets hidden")
    int show() {
        NodeCommand top = top();
        return told(top, ConfigReport.show(top.options.maybeFile(top.home), top.options.flags(), top.environment));
    }

    @Command(description = "the reference of all keys, as Markdown")
    int docs() {
        top().console.out().print(ConfigDocs.markdown());
        top().console.out().flush();
        return ExitCode.DONE;
    }

    private NodeCommand top() {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + NodeCommand.class);
        }
        return maybeTop;
    }

    private static int told(NodeCommand top, ConfigReport.Outcome outcome) {
        top.console.out().print(outcome.out());
        top.console.out().flush();
        top.console.err().print(outcome.err());
        top.console.err().flush();
        return outcome.exitCode();
    }
}
