package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;

/**
 * What the leader remembers of its votes for people: counts of this reign, and the steps of other nodes' tasks, which may
 * be asked for when those nodes are gone. Of its own tasks it notes the verdict, like any node.
 */
final class VoteTally {

    private final Outbox outbox;
    private final long[] doubts = new long[DoubtCause.values().length];

    long votes;
    long grants;
    long repeats;
    long busy;
    long done;

    VoteTally(Outbox outbox) {
        this.outbox = outbox;
    }

    void doubtful(Life asker, Claim claim, int i, DoubtCause cause) {
        doubts[cause.ordinal()]++;
        if (!asker.node().equals(outbox.self())) {
            outbox.history().doubtful(claim, i, outbox.now(), cause, asker.node());
        }
    }

    /** The grant of this task is about to be answered. */
    void answered(Entry.Grants entry, int i) {
        NodeId holder = entry.holder().node();
        if (!holder.equals(outbox.self())) {
            outbox.history().grantedTo(holder, entry.claim().ids(), i, entry.tokens()[i], entry.attempts()[i]);
        }
    }

    /** Doubtful tasks by {@link DoubtCause} ordinal. */
    long[] doubts() {
        return doubts.clone();
    }
}
