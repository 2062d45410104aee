package io.ballot.protocol;

import java.util.List;

/**
 * A piece of a registry's memory, small enough for one frame: what a member gives, what a leader pushes, what lies on file.
 *
 * <p>A whole snapshot is a list of parts that begins with {@link Meta} and ends with {@link End}. Where both sides stand in
 * the order of one leader, a list of {@link Tail}s and an {@link End} takes its place.
 */
public sealed interface SnapshotPart {

    /** Most longs of filter bits, tasks or outcomes in one part, so that a part stays far below the frame limit. */
    int MAX_WORDS = 32_768;

    /**
     * Filter words from the first to the last of a part, at the most, where half of them or more are not zero: a file then
     * has them as they lie in memory.
     */
    int MAX_SPAN = MAX_WORDS + MAX_WORDS / 4;

    /**
     * What a filter needs to be built before its bits come.
     *
     * @param currentGeneration number of the generation that additions go to; the one before it may exist as well
     * @param currentCount ids added to the current generation, which decides when it rotates
     * @param tokens the highest token known, zero for none
     */
    record Meta(FilterParams filter, int currentGeneration, long currentCount, long tokens) implements SnapshotPart {}

    /**
     * Words of one generation's bit array, only those that are not zero.
     *
     * @param positions indexes of the words, ascending
     * @param words the words (64 bits of the filter each)
     */
    @SuppressWarnings("ArrayRecordComponent")
    record FilterBits(int generation, int[] positions, long[] words) implements SnapshotPart {}

    /** Ledger entries of one claim, with their state. Parallel arrays as in {@link Entry.Grants}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Ledger(Life holder, Claim claim, long[] tokens, byte[] states, byte[] outcomes, byte[] attempts)
            implements SnapshotPart {}

    /** Final outcomes of tasks that left the ledger, oldest first. */
    @SuppressWarnings("ArrayRecordComponent")
    record Recents(TaskIds ids, byte[] outcomes) implements SnapshotPart {}

    /** Per partition: where offsets stand. */
    record Marks(List<PartitionMarks> marks) implements SnapshotPart {}

    /**
     * What one memory has that another lacks, of the same leader's order.
     *
     * @param after up to here they are alike
     * @param entries what follows, in its order; none where nothing is lacking
     */
    record Tail(Position after, List<Entry> entries) implements SnapshotPart {}

    /** The last part. @param parts how many parts came before it */
    record End(int parts) implements SnapshotPart {}
}
