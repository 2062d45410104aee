package io.ballot.node.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Takes what a command prints, and runs {@code cluster.sh}'s program on it. */
final class Terminal {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;
    private byte[] input = new byte[0];

    /** @param home of an installation */
    Terminal(Path home) {
        this.home = home;
    }

    Terminal input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** What a command did. */
    record Ran(int exitCode, String out, String err) {}

    Console console() {
        return new Console(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false);
    }

    /** What was printed since the last call. */
    Ran ran(int exitCode) {
        Ran ran = new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        out.reset();
        err.reset();
        return ran;
    }

    Ran cluster(String... args) {
        TargetFinder targets = new TargetFinder(new Home(home, home.resolve("var")), Map.of());
        return ran(ClusterMain.run(console(), targets, args));
    }

    Ran node(NodeCommand.Runner runner, String... args) {
        Home installed = new Home(home, home.resolve("var"));
        return ran(NodeCommand.execute(new NodeCommand(console(), installed, Map.of(), runner), args));
    }
}
