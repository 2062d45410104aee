package io.ballot.protocol;

/** How a task ended. All but {@link #NONE} and {@link #FAILED} are final. The wire carries {@link #ordinal()}. */
public enum Outcome {
    NONE,
    SUCCESS,
    /** This attempt failed; the retry policy decides (R6). */
    FAILED,
    DEAD_LETTER,
    PARKED,
    PUT_BACK,
    EXPIRED,
    /** Not run, because the queue's check said that it had been. */
    DROPPED_BY_CHECK,
    DROPPED_BY_PERSON;

    private static final Outcome[] ALL = values();

    public static Outcome of(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("no outcome " + ordinal);
        }
        return ALL[ordinal];
    }

    public byte code() {
        return (byte) ordinal();
    }

    public boolean isFinal() {
        return this != NONE && this != FAILED;
    }
}
