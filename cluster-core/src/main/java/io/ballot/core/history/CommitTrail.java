package io.ballot.core.history;

import java.util.Arrays;

/**
 * When each partition's committed offset moved. One entry a commit instead of one step a task: a task's commit is the
 * first that passed its record.
 */
final class CommitTrail {

    private static final int WORDS = 4;

    private final int max;
    private long[] commits = new long[64 * WORDS];
    private long written;

    /** @param max how many are kept; memory is taken as they come */
    CommitTrail(int max) {
        this.max = max;
    }

    void add(int partitionRef, long offset, long atMs, long epoch) {
        if (written == commits.length / WORDS && written < max) {
            commits = Arrays.copyOf(commits, (int) Math.min(2 * written, max) * WORDS);
        }
        int at = (int) (written % (commits.length / WORDS)) * WORDS;
        commits[at] = partitionRef;
        commits[at + 1] = offset;
        commits[at + 2] = atMs;
        commits[at + 3] = epoch;
        written++;
    }

    /** Time and epoch of the first commit, not before {@code sinceMs}, that passed this record; empty if none is known. */
    long[] firstBeyond(int partitionRef, long offset, long sinceMs) {
        int size = commits.length / WORDS;
        for (long entry = Math.max(0, written - size); entry < written; entry++) {
            int at = (int) (entry % size) * WORDS;
            if (commits[at] == partitionRef && commits[at + 1] > offset && commits[at + 2] >= sinceMs) {
                return Arrays.copyOfRange(commits, at + 2, at + 4);
            }
        }
        return new long[0];
    }
}
