package io.ballot.core.vote;

import io.ballot.core.member.Replica;
import io.ballot.core.sync.Tails;
import io.ballot.core.sync.Trail;
import io.ballot.protocol.Position;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * What members of the last view gave that stand in the same leader's order as the new leader does: the one that is furthest
 * has all that the others have, and the union is made by a few entries, or by none. No memory is read, sent or written whole,
 * on either side; after an orderly stop that is the rule, and two generations of the filter are 98 MB.
 */
final class OneOrder {

    private final Replica replica;
    private final Collection<Peer> peers;
    private final Predicate<Peer> members;

    /** @param members whether a peer is of the last view: only then does its ledger count (R3) */
    OneOrder(Replica replica, Collection<Peer> peers, Predicate<Peer> members) {
        this.replica = replica;
        this.peers = peers;
        this.members = members;
    }

    /**
     * Whether no member has given a memory whole. What others gave is added later, as what joiners bring. A member's tails always
     * count: they begin where this memory stood when it asked, and that only goes on until the gather is done.
     */
    boolean isAll() {
        return peers.stream().noneMatch(peer -> peer.maybeGiven != null && members.test(peer) && !hasTails(peer));
    }

    private static boolean hasTails(Peer peer) {
        return Tails.maybeOf(peer.maybeGiven) != null;
    }

    /** Brings this node's memory to where the furthest stands. @return the journal's number that puts that on file */
    long follow() {
        for (Peer peer : peers) {
            Tails tails = Tails.maybeOf(peer.maybeGiven);
            if (tails != null
                    && members.test(peer)
                    && tails.maybeAfter(replica.trail().end()) != null) {
                peer.stands = tails.end();
                peer.maybeGiven = null;
                replica.follow(tails);
            }
        }
        return replica.newestOnFile();
    }

    /** Each of them is to be pushed only what it lacks, as far back as is known here. */
    void lacking() {
        Trail trail = replica.trail();
        for (Peer peer : peers) {
            peer.maybeLacking = trail.reaches(peer.stands) ? trail.after(peer.stands) : null;
            peer.stands = Position.NONE;
        }
    }
}
