package io.ballot.worker;

/** Why a task is doubtful (D4): what to expect of the answer, and what to look at first. */
public enum DoubtReason {
    /** It was executing on a node that is gone, or was stopped without an outcome: the effect may have happened, or part of it. */
    ORPHANED,
    /** Only a filter knows it: it was seen long ago, or (one in a million) the filter errs. */
    FILTER,
    /** The leader had not seen it, another node had. */
    SEEN_BY_PEER,
    /** Its record is older than all that the cluster remembers. */
    FORGOTTEN,
    /** The cluster started without its memory, and its record was delivered before that. */
    MEMORY_LOST,
    /** The consumer group's commit says that a record like it was finished. */
    COMMIT_HINT
}
