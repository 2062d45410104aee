package io.ballot.node.config;

import java.util.Comparator;

/**
 * One thing that is wrong, or looks wrong, with a configuration.
 *
 * @param severity whether the node may start in spite of it
 * @param key the key at fault; empty when it is the file as a whole
 * @param origin where to look
 * @param message what is wrong and what to do about it; never holds a secret
 */
public record Problem(Severity severity, String key, Origin origin, String message) {

    /** How bad it is. */
    public enum Severity {
        /** The node does not start. */
        ERROR,
        /** The node starts and says so. */
        WARNING
    }

    /** By place: lines of the file in their order, then environment, flags, code, defaults. */
    static final Comparator<Problem> BY_PLACE = Comparator.<Problem, Origin.Kind>comparing(
                    p -> p.origin().kind())
            .thenComparing(p -> p.origin().source())
            .thenComparingInt(p -> p.origin().line())
            .thenComparing(Problem::key);

    /** Prints {@code conf/node.properties:12: lease.ms: …}; a warning says that it is one. */
    @Override
    public String toString() {
        return origin + ": " + (severity == Severity.WARNING ? "warning: " : "") + (key.isEmpty() ? "" : key + ": ")
                + message;
    }
}
