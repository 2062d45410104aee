package io.ballot.node.config;

/**
 * Where a value came from, so that a message can send its reader straight to the place to change.
 *
 * @param kind the layer that gave the value
 * @param source the file's name, the variable's name or the flag's key; empty for the kinds
 *     without a name
 * @param line the line in the file, counted from 1; 0 where there are no lines
 */
public record Origin(Kind kind, String source, int line) {

    /** The layers, in the order in which their problems are listed; not their precedence. */
    public enum Kind {
        /** A line of the configuration file. */
        FILE,
        /** A {@code BALLOT_…} environment variable. */
        ENVIRONMENT,
        /** {@code --set key=value} on the command line, or a flag that stands for it. */
        FLAG,
        /** Given by the program that embeds the node. */
        CODE,
        /** Nobody gave it. */
        DEFAULT,
        /** Ballot sets it and nobody may change it. */
        FIXED
    }

    static final Origin CODE = new Origin(Kind.CODE, "", 0);
    static final Origin FIXED = new Origin(Kind.FIXED, "", 0);
    static final Origin DEFAULT = new Origin(Kind.DEFAULT, "", 0);

    static Origin file(String file, int line) {
        return new Origin(Kind.FILE, file, line);
    }

    static Origin environment(String variable) {
        return new Origin(Kind.ENVIRONMENT, variable, 0);
    }

    static Origin flag(String key) {
        return new Origin(Kind.FLAG, key, 0);
    }

    /** Prints {@code conf/node.properties:12}, {@code environment BALLOT_LEASE_MS}, {@code --set lease.ms}, … */
    @Override
    public String toString() {
        return switch (kind) {
            case FILE -> line > 0 ? source + ":" + line : source;
            case ENVIRONMENT -> "environment " + source;
            case FLAG -> "--set " + source;
            case CODE -> "given in code";
            case DEFAULT -> "default";
            case FIXED -> "fixed";
        };
    }
}
