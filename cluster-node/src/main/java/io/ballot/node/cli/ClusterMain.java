package io.ballot.node.cli;

import java.util.Map;

/** The program behind {@code bin/cluster.sh}. */
public final class ClusterMain {

    private ClusterMain() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Home home = Home.of(System.getProperties(), environment);
        System.exit(run(Console.ofThisProcess(), new TargetFinder(home, environment), args));
    }

    /** Runs one command. @return its exit code */
    static int run(Console console, TargetFinder targets, String... args) {
        return CommandLines.run(new ClusterCommand(console, targets), console, args);
    }
}
