package io.ballot.node.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that a node must not start with. It carries every problem that was found, not only the first; the
 * message lists them one a line. Unchecked, because a program that embeds a node can do no more about it than end.
 */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient List<Problem> warnings;

    ConfigException(List<Problem> problems, List<Problem> warnings) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
    }

    /** The errors, in the order of their places; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** What would only have been warned of. */
    public List<Problem> warnings() {
        return warnings;
    }
}
