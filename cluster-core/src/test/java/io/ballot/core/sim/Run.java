package io.ballot.core.sim;

import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.QueuePartition;
import org.jspecify.annotations.Nullable;

/** One execution of a task by a worker: a line of the effect log. Times are true times; -1 for not yet. */
final class Run {

    final Id128 id;
    final QueuePartition partition;
    final long offset;
    final long token;
    final int attempt;
    final Life life;
    final long startMs;
    /** When the world saw its effect. */
    long effectMs = -1;

    /** Stopped beyond its lease, or timed by a clock beyond the bound: what it still does is the store's to refuse (R10). */
    boolean excused;
    /** The world did not take its effect. */
    boolean refused;

    long endMs = -1;
    /** Null while it runs, and where its process died. */
    @Nullable
    Ending maybeEnding;

    Run(Id128 id, QueuePartition partition, long offset, long token, int attempt, Life life, long startMs) {
        this.id = id;
        this.partition = partition;
        this.offset = offset;
        this.token = token;
        this.attempt = attempt;
        this.life = life;
        this.startMs = startMs;
    }

    boolean isOver() {
        return endMs >= 0;
    }

    /** Its process died under it. */
    boolean isCrashed() {
        return isOver() && maybeEnding == null;
    }

    boolean isSameRecord(Run other) {
        return offset == other.offset && partition.equals(other.partition);
    }

    @Override
    public String toString() {
        return "run of " + Long.toHexString(id.hi() >>> 40) + " at " + partition + "/" + offset + " token "
                + Structure.token(token) + " attempt " + attempt + " on " + life + " [" + startMs + ".." + endMs
                + "] effect " + effectMs + " " + maybeEnding;
    }
}
