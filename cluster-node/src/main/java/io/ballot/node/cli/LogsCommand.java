package io.ballot.node.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "logs", description = "the end of the background node's log", sortOptions = false)
final class LogsCommand extends NodeSubcommand {

    private static final long LOOK_MS = 300;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what is added, until Ctrl-C")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "the last N lines (default: 100)")
    int lines = 100;

    @Override
    int run(NodeCommand top) throws CommandFailedException, InterruptedException {
        Path log = top.daemon().logFile();
        if (!Files.exists(log)) {
            throw CommandFailedException.notFound("there is no log yet at " + log);
        }
        try {
            PrintStream out = top.console.out();
            long shown = Files.size(log);
            out.print(new TextFile(log).lastLines(lines));
            out.flush();
            while (follow && !out.checkError()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                long size = Files.size(log);
                if (size != shown) {
                    out.print(new TextFile(log).from(size > shown ? shown : 0)); // shorter: it was begun anew
                    shown = size;
                }
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read " + log + ": " + e);
        }
    }
}
