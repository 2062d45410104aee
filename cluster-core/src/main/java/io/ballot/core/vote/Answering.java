package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.util.List;
import java.util.SortedMap;

/**
 * What may leave a leader now (R2, R9): leases, with proof that it still leads, and the answers whose entries are held by
 * all who count; neither while somebody else may have started uncleanly.
 */
final class Answering {

    private final Outbox outbox;
    private final SortedMap<NodeId, Peer> peers;
    private final Times times;
    private final Referee referee;
    private final InSyncWatch inSync;
    private final Replication replication;
    private final Proofs proofs;
    private final Lives lives;

    Answering(
            Outbox outbox,
            SortedMap<NodeId, Peer> peers,
            Times times,
            Referee referee,
            InSyncWatch inSync,
            Replication replication,
            Proofs proofs,
            Lives lives) {
        this.outbox = outbox;
        this.peers = peers;
        this.times = times;
        this.referee = referee;
        this.inSync = inSync;
        this.replication = replication;
        this.proofs = proofs;
        this.lives = lives;
    }

    /** To be told with every flush, once a view is stored. */
    void pump() {
        List<View> possible = referee.possible();
        boolean fresh = isFresh();
        View stored = referee.maybeStored();
        boolean enough = stored != null && stored.inSync().size() >= inSync.minInsync();
        if (fresh) {
            proofs.pump(possible, this::renew);
            replication.answerUpTo(replication.heldBy(possible), enough);
            replication.send();
        } else {
            proofs.show(possible);
        }
    }

    /** Whether nobody can have started uncleanly without this leader (R9). */
    private boolean isFresh() {
        return !times.uncleanDoubt() || referee.ageMs() < times.zkGraceMs();
    }

    private void renew(Life life, long number) {
        lives.renewed(life);
        boolean member = life.equals(outbox.config().self());
        Peer peer = peers.get(life.node());
        View stored = referee.maybeStored();
        if (peer != null && peer.life.equals(life) && peer.maybeStore != null && stored != null) {
            member = stored.holds(peer.maybeStore);
        }
        outbox.send(life.node(), new Message.Lease(number, member, replication.lastSeq(), referee.ageMs()));
    }
}
