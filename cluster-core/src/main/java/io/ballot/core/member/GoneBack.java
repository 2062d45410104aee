package io.ballot.core.member;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.core.Outbox;

/**
 * Finds out whether ZooKeeper was set back, as by a backup: then its view may name stores that missed grants, and its
 * ceilings may lie below granted offsets, so nothing may be started on its word.
 *
 * <p>An epoch that is lower than one that is known here may be a stale read. But a guarded check of that read's version that
 * succeeds cannot be stale: versions only grow, and the known epoch was written after that version.
 */
final class GoneBack {

    private final Outbox outbox;
    private long request;
    private long shown;
    private long known;

    GoneBack(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @return whether {@code state} is older than what is known here; then ZooKeeper is asked which of the two it is */
    boolean suspects(ClusterState state, long knownEpoch) {
        if (state.epoch() >= knownEpoch) {
            return false;
        }
        shown = state.epoch();
        known = knownEpoch;
        request = outbox.nextRequest();
        outbox.command(new Command.CheckEpoch(request, state.epochVersion()));
        return true;
    }

    void onGuardedDone(Event.GuardedDone done) {
        if (done.request() == request && done.result() == GuardedResult.OK) {
            outbox.command(new Command.Halt(
                    "ZooKeeper has gone back: it holds epoch " + shown + ", and epoch " + known
                            + " is known here. It was restored from a backup, or is another ensemble; what it says of"
                            + " in-sync nodes and of granted offsets is out of date. Stop all nodes. Either bring its newer"
                            + " state back, or delete this cluster's znodes and look yourself at what ran since the backup.",
                    null));
        }
    }
}
