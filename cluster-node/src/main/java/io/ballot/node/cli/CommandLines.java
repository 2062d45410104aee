package io.ballot.node.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How both programs take their arguments and end: one line for what went wrong, and an exit code that says which kind. */
final class CommandLines {

    private CommandLines() {}

    /** Runs one command. @param top its annotated root. @return the exit code */
    static int run(Object top, Console console, String... args) {
        return new CommandLine(top)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(CommandLines::wrongUse)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(console, failure))
                .execute(args);
    }

    private static int wrongUse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        boolean unknownCommand = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !line.getSubcommands().isEmpty();
        if (unknownCommand) {
            String word = ((UnmatchedArgumentException) e).getUnmatched().get(0);
            err.println("there is no command '" + word + "'; there are: "
                    + String.join(", ", line.getSubcommands().keySet()));
        } else {
            err.println(e.getMessage());
            err.println("for help: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.WRONG_USE;
    }

    private static int failed(Console console, Exception failure) {
        if (failure instanceof CommandFailedException told) {
            console.err().println(told.line());
            return told.exitCode();
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
        console.err().println("this should not have happened: " + failure);
        failure.printStackTrace(console.err());
        return ExitCode.FAILED;
    }
}
