package io.ballot.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a Java child process that a terminal's Ctrl-C and hang-up do not reach.
 *
 * <p>A terminal sends Ctrl-C to every process of the foreground group, which would stop all nodes and servers at once
 * instead of one after the other. A shell that ignores the signal and then becomes the JVM ({@code exec}) settles it:
 * what is ignored stays ignored, the JVM respects that, and the process id is the JVM's. A process group of its own
 * would do as well, but neither Java nor a plain {@code sh} can make one without leaving a shell in between or
 * needing a tool that not every system has.
 */
final class JavaCommand {
    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    /**
     * Says whose child this is near the front of the command line, of which a system may show only the first few KiB.
     */
    static final String MARK = "-Dballot.standalone.child=";

    private final String name;
    private final List<String> options;
    private final String classPath;
    private final String mainClass;
    private final List<String> arguments;

    /**
     * @param name what the child is called, {@code servers} or a node's id
     * @param options the JVM's options, in order
     * @param classPath as {@code -cp} takes it
     * @param arguments the main class's arguments
     */
    JavaCommand(String name, List<String> options, String classPath, String mainClass, List<String> arguments) {
        this.name = name;
        this.options = List.copyOf(options);
        this.classPath = classPath;
        this.mainClass = mainClass;
        this.arguments = List.copyOf(arguments);
    }

    String name() {
        return name;
    }

    /** The whole command, for a {@link ProcessBuilder}, run by the same Java as this process. */
    List<String> line() {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "sh"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(MARK + name);
        line.addAll(options);
        line.add("-cp");
        line.add(classPath);
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }
}
