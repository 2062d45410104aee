package io.ballot.protocol;

/** Why the leader could not say "new" (V4, D4). The wire carries {@link #ordinal()}. */
public enum DoubtCause {
    /** Only a filter knows the task: long ago, or the filter errs. */
    FILTER,
    /** The leader had not seen it, an in-sync peer had (V3). */
    UNION,
    /** It was running on a life that is gone, or was stopped without an outcome. */
    ORPHANED,
    /** Its record lies below the horizon of a dropped filter generation (R5). */
    HORIZON,
    /** Its record lies below the doubt floor of a start without memory (R4). */
    FLOOR,
    /** The group's commit metadata says that a record like it was finished (R11). */
    HINT;

    private static final DoubtCause[] ALL = values();

    public static DoubtCause of(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("no doubt cause " + ordinal);
        }
        return ALL[ordinal];
    }

    public byte code() {
        return (byte) ordinal();
    }
}
