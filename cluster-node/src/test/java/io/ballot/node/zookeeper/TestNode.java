package io.ballot.node.zookeeper;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.Member;
import io.ballot.protocol.View;
import org.apache.curator.test.KillSession;

/** An adapter with its inbox, and a driver's requests in short. */
record TestNode(Member self, ZooKeeperAdapter adapter, EventLog events, KnownNode known) {

    void stand() {
        adapter.execute(new Command.Stand(true));
    }

    void withdraw() {
        adapter.execute(new Command.Stand(false));
    }

    void awaitNominated(boolean nominated) {
        events.next(Event.Nominated.class, event -> event.nominated() == nominated);
    }

    void awaitSession(Event.Session session) {
        events.next(Event.SessionChanged.class, event -> event.session() == session);
    }

    /** Stands, and waits until it is the first. */
    void standFirst() {
        stand();
        awaitNominated(true);
    }

    ClusterState read(long request) {
        adapter.execute(new Command.ReadCluster(request));
        return events.next(Event.ClusterRead.class, event -> event.request() == request)
                .state();
    }

    /** Stands, and claims the epoch after the stored one. */
    ClusterState lead(long request) {
        standFirst();
        ClusterState before = read(request);
        claim(request + 1, before.epochVersion(), before.epoch() + 1);
        return claimed(request + 1).state();
    }

    void claim(long request, int expectedVersion, long epoch) {
        adapter.execute(new Command.ClaimEpoch(request, expectedVersion, epoch));
    }

    Event.EpochClaimed claimed(long request) {
        return events.next(Event.EpochClaimed.class, event -> event.request() == request);
    }

    GuardedResult done(long request) {
        return events.next(Event.GuardedDone.class, event -> event.request() == request)
                .result();
    }

    GuardedResult writeView(long request, int epochVersion, View view) {
        adapter.execute(new Command.WriteView(request, epochVersion, view));
        return done(request);
    }

    GuardedResult check(long request, int epochVersion) {
        adapter.execute(new Command.CheckEpoch(request, epochVersion));
        return done(request);
    }

    /** Ends the session at the server, as if it had timed out there. */
    void killSession() throws Exception {
        KillSession.kill(adapter.connection().client().getZookeeperClient().getZooKeeper());
    }
}
