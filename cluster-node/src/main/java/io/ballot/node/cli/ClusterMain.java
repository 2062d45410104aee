package io.ballot.node.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program behind {@code bin/cluster.sh}. */
public final class ClusterMain {

    private ClusterMain() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Console console =
                new Console(System.in, System.out, System.err, environment, Boolean.getBoolean("ballot.terminal"));
        Home home = Home.of(System.getProperties(), environment);
        System.exit(run(console, new TargetFinder(home, environment), args));
    }

    /** Runs one command. @return its exit code */
    static int run(Console console, TargetFinder targets, String... args) {
        CommandLine line = new CommandLine(new ClusterCommand(console, targets))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(ClusterMain::wrongUse)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(console, failure));
        return line.execute(args);
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
                    + String.join(", ", new TreeSet<>(line.getSubcommands().keySet())));
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
