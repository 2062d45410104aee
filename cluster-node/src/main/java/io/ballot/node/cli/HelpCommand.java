package io.ballot.node.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [COMMAND]}; picocli's own brings a {@code -h} that clashes with the one every command inherits here. */
@Command(name = "help", description = "how a command is used", sortOptions = false)
final class HelpCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command")
    @Nullable
    String maybeCommand;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine top = spec.parent().commandLine();
        CommandLine asked = maybeCommand == null ? top : top.getSubcommands().get(maybeCommand);
        if (asked == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no command '" + maybeCommand + "'; there are: "
                            + String.join(", ", top.getSubcommands().keySet()));
        }
        asked.usage(top.getOut());
        return ExitCode.DONE;
    }
}
