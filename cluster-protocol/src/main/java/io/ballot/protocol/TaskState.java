package io.ballot.protocol;

/** How far a granted task is, in the order that {@code protocol.md} gives. The wire carries {@link #ordinal()}. */
public enum TaskState {
    /** Its holder may prepare it, not yet start it (R13). */
    GRANTED,
    /** Given up unstarted; it may be granted again without doubt (D6). */
    RELEASED,
    /** Its holder may have started it. */
    RUNNING,
    /** Its holder is gone, or stopped it without an outcome; only a check can settle it. */
    ORPHANED,
    /** It ran to an {@link Outcome}. */
    EXECUTED,
    /** The group's committed offset has passed it. */
    COMMITTED;

    private static final TaskState[] ALL = values();

    /** The state with that ordinal. @throws IllegalArgumentException for a number that no state has */
    public static TaskState of(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("no task state " + ordinal);
        }
        return ALL[ordinal];
    }

    public byte code() {
        return (byte) ordinal();
    }
}
