package io.ballot.examples.demo;

import java.util.List;

/**
 * What one execution of a task leaves behind for everybody to see.
 *
 * @param id the task's
 * @param sha256 of the payload, 64 hexadecimal digits
 * @param token the fencing token that the execution ran under
 * @param node where it ran
 */
record Effect(String id, String sha256, long token, String node) {

    private static final int SHA256_DIGITS = 64;

    /** A line of the effect log, without its end. */
    String line() {
        return id + " " + sha256 + " " + token + " " + node;
    }

    /** @throws IllegalArgumentException if a whole effect does not stand there, such as a torn write */
    static Effect parse(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.size() != 4 || fields.get(1).length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("not an effect: '" + line + "'");
        }
        return new Effect(fields.get(0), fields.get(1), Long.parseLong(fields.get(2)), fields.get(3));
    }
}
