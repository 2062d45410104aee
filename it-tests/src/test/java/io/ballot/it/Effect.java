package io.ballot.it;

/**
 * One line of the effect log: something that a worker or a check did to the world.
 *
 * @param task the submitted id
 * @param node name of the node; {@code -} of a check, which is not told
 * @param pid of the process that wrote it
 * @param token the fencing token; 0 of a check
 * @param detail attempt of a worker, answer of a check
 */
record Effect(Kind kind, String task, String node, long pid, long token, String detail) {

    enum Kind {
        START,
        END,
        /** The attempt failed, as its script says. */
        FAIL,
        /** Interrupted before its end: no effect. */
        STOP,
        CHECK
    }

    static Effect parse(String line) {
        String[] fields = line.split(" ");
        if (fields.length != 6) {
            throw new IllegalArgumentException("no effect: '" + line + "'");
        }
        return new Effect(
                Kind.valueOf(fields[0]),
                fields[1],
                fields[2],
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                fields[5]);
    }

    String line() {
        return String.join(" ", kind.name(), task, node, Long.toString(pid), Long.toString(token), detail);
    }
}
