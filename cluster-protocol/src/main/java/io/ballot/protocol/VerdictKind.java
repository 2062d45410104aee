package io.ballot.protocol;

/** The leader's answer for one task of a claim. The wire carries {@link #ordinal()}. */
public enum VerdictKind {
    /** Granted; to be marked before it starts (R13). Carries token and attempt. */
    GRANT,
    /** Granted and marked RUNNING in the same round trip: it may start at once. Carries token and attempt. */
    GRANT_RUNNING,
    /** Another life holds or resolves it: wait and ask again (D2). */
    BUSY,
    /** The asker itself holds it under another record or claim: this record waits. */
    BUSY_SELF,
    /** A final outcome is on record: commit, do not run. Detail: the {@link Outcome}. */
    DONE,
    /** Maybe seen: to the doubt queue. Detail: the {@link DoubtCause}. */
    DOUBT,
    /** Everybody said no or is gone, this asker holds the reservation: the queue's check decides. Detail: the cause. */
    CHECK;

    private static final VerdictKind[] ALL = values();

    public static VerdictKind of(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("no verdict " + ordinal);
        }
        return ALL[ordinal];
    }

    public byte code() {
        return (byte) ordinal();
    }
}
