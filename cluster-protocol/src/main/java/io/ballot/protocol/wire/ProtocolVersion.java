package io.ballot.protocol.wire;

/**
 * Versions of the wire protocol that this software speaks. A version goes up when an old node could not go on with what a
 * new one sends: with a new message, entry or snapshot part, or a new constant of an enum that travels by its number; not
 * with a new field.
 */
public final class ProtocolVersion {

    public static final int MIN = 1;
    public static final int MAX = 1;

    /** What {@link #common} answers when there is none. */
    public static final int NONE = 0;

    private ProtocolVersion() {}

    /** The highest version that both this software and one that speaks {@code min} to {@code max} know, or {@link #NONE}. */
    public static int common(int min, int max) {
        int highest = Math.min(MAX, max);
        return highest >= Math.max(MIN, min) ? highest : NONE;
    }
}
