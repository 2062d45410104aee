package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.SortedMap;

/**
 * What peers say to their leader: from the wish to join over the promise, what they give and take, to what they hold as
 * members. Only the process counts that the leader has to do with: another life of its node is not that peer.
 */
final class PeerMessages {

    private final Outbox outbox;
    private final SortedMap<NodeId, Peer> peers;
    private final Admission admission;
    private final Gathering gathering;
    private final Referee referee;
    private final ViewKeeper views;
    private final Replication replication;
    private final Proofs proofs;

    PeerMessages(
            Outbox outbox,
            SortedMap<NodeId, Peer> peers,
            Admission admission,
            Gathering gathering,
            Referee referee,
            ViewKeeper views,
            Replication replication,
            Proofs proofs) {
        this.outbox = outbox;
        this.peers = peers;
        this.admission = admission;
        this.gathering = gathering;
        this.referee = referee;
        this.views = views;
        this.replication = replication;
        this.proofs = proofs;
    }

    /** A process says that it observes. */
    void onJoin(Life life) {
        if (!life.equals(outbox.config().self())) {
            admission.onJoin(life);
        }
    }

    void onGoodbye(Life life) {
        Peer peer = peers.get(life.node());
        if (peer != null && peer.life.equals(life)) {
            peer.goodbye = true;
        }
    }

    /** Any other message of this epoch. */
    void onMessage(Life life, Message message) {
        Peer peer = peers.get(life.node());
        if (peer != null && peer.life.equals(life)) {
            peer.heardMs = outbox.now();
            onPeerMessage(peer, message);
        } else if (peer != null && peer.stage == Peer.Stage.PROMISING && message instanceof Message.Promised) {
            // Another process of that node answers what an earlier one was asked, and will not ask to join.
            admission.onJoin(life);
        }
    }

    private void onPeerMessage(Peer peer, Message message) {
        if (message instanceof Message.Promised promised) {
            admission.onPromised(peer, promised);
            gathering.onPromised(peer);
        } else if (message instanceof Message.Snapshot part) {
            admission.onGiven(peer, part);
        } else if (message instanceof Message.SnapshotAck ack) {
            admission.onSnapshotAck(peer, ack);
        } else if (message instanceof Message.Synced synced) {
            admission.onSynced(peer, synced);
            View stored = referee.maybeStored();
            if (stored != null && peer.follows()) {
                views.tell(peer, stored);
            }
        } else if (message instanceof Message.Ack ack) {
            replication.onAck(peer, ack);
        } else if (message instanceof Message.ProbeAck ack) {
            proofs.onProbeAck(peer, ack);
        } else if (message instanceof Message.Heartbeat && peer.follows() && peer.acked == replication.lastSeq()) {
            peer.wellMs = outbox.now();
        }
    }
}
