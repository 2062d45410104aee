package io.ballot.protocol;

import java.util.HexFormat;

/**
 * A 128-bit identity: of a process, a memory, a directory, a topic, a task.
 *
 * <p>Random ones are drawn by the adapters; the core only compares them.
 */
public record Id128(long hi, long lo) implements Comparable<Id128> {

    /** The absent identity; never drawn. */
    public static final Id128 NONE = new Id128(0, 0);

    /** Parses the 32 hexadecimal digits that {@link #toString} prints. */
    public static Id128 parse(String hex) {
        // Parsing the halves alone would take a sign as well.
        if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a 128-bit id has 32 hexadecimal digits, not '" + hex + "'");
        }
        return new Id128(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    @Override
    public int compareTo(Id128 other) {
        int byHi = Long.compareUnsigned(hi, other.hi);
        return byHi != 0 ? byHi : Long.compareUnsigned(lo, other.lo);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", hi, lo);
    }
}
