package io.ballot.core.vote;

import io.ballot.core.ClusterState;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.core.member.Membership;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.util.List;
import java.util.TreeMap;

/**
 * One reign: from the claimed epoch to being deposed. Holds the leader's collaborators together and gives each message to
 * the one that it concerns.
 */
public final class Leadership {

    private static final long KEEP_MS = 500;

    private final Outbox outbox;
    private final Membership membership;
    private final Registry registry;
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final Replication replication;
    private final Referee referee;
    private final Admission admission;
    private final Gathering gathering;
    private final ViewKeeper views;
    private final InSyncWatch inSync;
    private final Lives lives;
    private final Ceilings ceilings;
    private final Waiters waiters;
    private final Reservations reservations = new Reservations();
    private final Ballots ballots;
    private final Resolver resolver;
    private final VoteTally tally;
    private final PeerMessages peerMessages;
    private final Requests requests;
    private final Answering answering;
    private final Evictions evictions;
    private final Closing closing;
    private final Times times;
    private boolean leads;
    private long leadsSinceMs;
    private boolean over;
    private boolean abdicates;
    private long keptMs;
    private String overBecause = "";

    public Leadership(Outbox outbox, Membership membership, ClusterState state) {
        this.outbox = outbox;
        this.membership = membership;
        this.registry = membership.replica().registry();
        View last = state.maybeView();
        this.times = last == null ? outbox.config().times() : last.times();
        replication = new Replication(outbox, registry, membership.replica().trail(), peers.values());
        referee = new Referee(outbox, state.epochVersion(), null, outbox.now());
        gathering = new Gathering(outbox, peers, last, state.ceilings(), membership.replica());
        admission = new Admission(outbox, peers, replication, registry, gathering::placeFor);
        views = new ViewKeeper(outbox, referee, peers, replication, ViewKeeper.template(outbox, last));
        inSync = new InSyncWatch(outbox, membership, referee, views, peers, times);
        lives = new Lives(outbox, membership.book().successions(), times);
        Proofs proofs = new Proofs(outbox, peers.values());
        ceilings = new Ceilings(outbox, referee, times.zkGraceMs(), state.ceilings());
        waiters = new Waiters(outbox);
        tally = new VoteTally(outbox);
        VoidClaims voids = new VoidClaims();
        VoteTable table = new VoteTable(registry, reservations, lives, voids, replication.neverAnswered());
        ballots = new Ballots(outbox, registry, replication, table, ceilings, waiters, tally);
        ProgressBook progress = new ProgressBook(outbox, registry, replication, reservations, waiters, voids);
        resolver = new Resolver(outbox, registry, replication, table, reservations, ballots, waiters, lives);
        peerMessages = new PeerMessages(outbox, peers, admission, gathering, referee, views, replication, proofs);
        requests = new Requests(registry, replication, ceilings, proofs, ballots, progress, resolver);
        answering = new Answering(outbox, peers, times, referee, inSync, replication, proofs, lives);
        evictions = new Evictions(outbox, membership.departures());
        closing = new Closing(outbox, referee, ceilings, registry);
        if (last == null || last.closed()) {
            lives.noEarlierLeases();
        } else {
            lives.earlierLeases(outbox.now());
        }
        membership.replica().leads();
    }

    // ---- what others ask

    public boolean isOver() {
        return over;
    }

    /** Whether it ends by giving up the election znode for a while, not by being overtaken. */
    public boolean abdicates() {
        return abdicates;
    }

    public String overBecause() {
        return overBecause;
    }

    public boolean leads() {
        return leads;
    }

    /** What this reign took for new and never answered anybody about; final once it is over. */
    public TaskIds unanswered() {
        return replication.unanswered();
    }

    /** The reign is over; what it has applied here is in this memory, whoever leads next. */
    public void putOnFile() {
        replication.file();
    }

    /** Sequence of the last entry issued in this reign. */
    public long lastSeq() {
        return replication.lastSeq();
    }

    public LeaderStatus status() {
        View stored = referee.maybeStored();
        return new LeaderStatus(
                outbox.promised(),
                stored == null ? List.of() : stored.inSync(),
                leads ? outbox.now() - leadsSinceMs : -1,
                tally.votes,
                tally.grants,
                tally.repeats,
                tally.busy,
                tally.done,
                tally.doubts(),
                resolver.openDoubts(),
                replication.pendingCount(),
                ceilings.waitingCount(),
                referee.ageMs(),
                new TreeMap<>(requests.consumers()));
    }

    // ---- events

    public void onMembers() {
        lives.members(membership.members().values());
        inviteMembers();
    }

    /** Until its view is stored nobody can find this leader: it has to ask them, those that come late as well. */
    private void inviteMembers() {
        if (!leads) {
            admission.invite(membership.departures().living());
        }
    }

    public void onEnds(Event.EndsRead ends) {
        gathering.onEnds(ends);
    }

    public void onSession(Event.Session session) {
        referee.onSession(session);
    }

    public void onGuardedDone(Event.GuardedDone done) {
        switch (referee.onDone(done)) {
            case FENCED -> end("another epoch stands in ZooKeeper", false);
            case VIEW_STORED -> onViewStored();
            case CEILINGS_STORED -> {
                List<Ceilings.Waiting> again = ceilings.onStored();
                if (!closing.isUnderWay()) {
                    again.forEach(waiting -> ballots.vote(waiting.asker(), waiting.request()));
                }
            }
            case CEILINGS_FAILED -> ceilings.onFailed();
            case NOTHING -> {}
        }
    }

    private void onViewStored() {
        views.onStored();
        View stored = referee.maybeStored();
        if (stored == null || stored.closed()) {
            return;
        }
        outbox.info("view", "in-sync set of epoch " + stored.epoch() + " is " + stored.inSync());
        if (!leads) {
            leads = true;
            leadsSinceMs = outbox.now();
        }
        membership.lead(stored);
    }

    /** A message of this epoch (or a Join, or a Goodbye) from {@code life}, this node's own included. */
    public void onMessage(Life life, Message message) {
        lives.heard(life);
        if (message instanceof Message.Join) {
            peerMessages.onJoin(life);
        } else if (message instanceof Message.Goodbye) {
            lives.goodbye(life);
            peerMessages.onGoodbye(life);
            requests.onGoodbye(life);
        } else {
            peerMessages.onMessage(life, message);
            // After a closed view nobody waits for a lease, so nothing is granted to anybody any more.
            requests.onMessage(life, message, leads && !closing.isUnderWay());
        }
    }

    public void onTick() {
        referee.onTick();
        resolver.onTick();
        lives.tidy();
        admission.tidy();
        if (!leads && outbox.now() - keptMs >= KEEP_MS) {
            keptMs = outbox.now();
            keepAsking();
        }
        String whyOver = inSync.maybeWhyOver(leads);
        if (whyOver != null) {
            end(whyOver, true);
        }
        if (ballots.tokensUsedUp()) {
            end("the tokens of this epoch are used up", false);
        }
    }

    /** Until its view is stored: what was asked may have been lost, and who refuses need not be waited for. */
    private void keepAsking() {
        inviteMembers();
        for (Peer peer : peers.values()) {
            outbox.send(peer.node(), new Message.Probe(0));
            if (peer.stage == Peer.Stage.PROMISING) {
                membership.departures().probe(peer.life);
            }
        }
    }

    /** Everything that can go on does: gathering, views, entries, leases, answers. */
    public void flush() {
        if (over) {
            return;
        }
        if (gathering.pump(membership.departures().living())) {
            lives.use(times);
            lives.earlierLeasesSince(gathering.firstPromiseMs());
            admission.open();
            inSync.opened();
        }
        admission.pump();
        if (gathering.isOnFile() && !closing.isUnderWay()) {
            inSync.pump();
        }
        if (registry.needsRotation() && leads) {
            replication.append(new Entry.Rotate(registry.currentGeneration() + 1));
        }
        resolver.pump();
        ceilings.flush();
        replication.send();
        if (leads) {
            answering.pump();
            evictions.pump();
        }
        waiters.flush();
        closing.pump();
    }

    /** Nothing more can be put on file, so nothing more can be answered for. */
    public void onJournalFailed() {
        end("its journal takes nothing more", true);
    }

    private void end(String why, boolean gaveUp) {
        over = true;
        abdicates = gaveUp;
        overBecause = why;
    }

    // ---- an orderly stop

    /** Whether this is the last member: then the view is closed, else somebody else takes over. */
    public boolean isAlone() {
        View stored = referee.maybeStored();
        return leads && stored != null && stored.inSync().size() == 1 && !referee.isWriting();
    }

    /** Whether another process may still run what was granted to it: then the view is not closed. */
    public boolean isAnythingHeld() {
        return lives.mayRunAnyOf(registry);
    }

    /** Closes the view: truth to the ceilings, final state to the file, then {@code closed}. */
    public void close() {
        View stored = referee.maybeStored();
        if (stored != null) {
            closing.begin(stored);
        }
    }

    /** Whether the closing has ended, successfully or not. */
    public boolean isClosed() {
        return closing.isEnded();
    }
}
