package io.ballot.protocol;

/**
 * What one life asks a vote for: tasks of one partition, from one poll.
 *
 * @param claimNo number of the claim, unique and growing within the life that opened it
 * @param partition where the records lie
 * @param offsets the records' offsets, strictly ascending (gaps are normal: transaction markers, compaction)
 * @param ids the tasks' ids, one for each offset
 * @param flags one byte for each task, a combination of {@link #NAMED_BY_RECORD} and {@link #HINTED}
 */
@SuppressWarnings("ArrayRecordComponent") // packed on purpose; nobody writes after construction
public record Claim(long claimNo, QueuePartition partition, long[] offsets, TaskIds ids, byte[] flags) {

    /** The task has no id of its own: its id is made from the record, so no other record can have it. */
    public static final byte NAMED_BY_RECORD = 1;
    /** The commit metadata names this record as finished: a hint for a doubt, never a drop (R11). */
    public static final byte HINTED = 2;

    public Claim {
        if (ids.size() != offsets.length || flags.length != offsets.length) {
            throw new IllegalArgumentException("claim " + claimNo + " has " + offsets.length + " offsets, " + ids.size()
                    + " ids and " + flags.length + " flags");
        }
    }

    public int size() {
        return offsets.length;
    }

    public boolean isNamedByRecord(int i) {
        return (flags[i] & NAMED_BY_RECORD) != 0;
    }

    public boolean isHinted(int i) {
        return (flags[i] & HINTED) != 0;
    }

    /** The tasks at {@code indexes[0 .. count)} (ascending) under the same claim number. */
    public Claim select(int[] indexes, int count) {
        if (count == offsets.length) {
            return this;
        }
        long[] pickedOffsets = new long[count];
        byte[] pickedFlags = new byte[count];
        for (int k = 0; k < count; k++) {
            pickedOffsets[k] = offsets[indexes[k]];
            pickedFlags[k] = flags[indexes[k]];
        }
        return new Claim(claimNo, partition, pickedOffsets, ids.select(indexes, count), pickedFlags);
    }

    @Override
    public String toString() {
        return "claim " + claimNo + " of " + partition + " " + size() + " tasks";
    }
}
