package io.ballot.core.sim;

import io.ballot.core.ClusterState;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.Member;
import java.util.function.Supplier;

/**
 * One process's way to ZooKeeper: connection, session, late watches, requests that are answered, or not known to be.
 *
 * <p>Requests of one session arrive in their order, answers return in theirs. A client that cannot reach the ensemble for
 * the session timeout loses its session there, and learns of it when it is back.
 */
final class ZkClient {

    private final SimProcess process;
    private final SimCluster cluster;
    private final SimZooKeeper server;
    private final Member member;
    private final SimRandom random;
    private boolean reachable = true;
    private int outages;
    private boolean hasSession;
    private boolean expiredAtServer;
    private boolean connected;
    private boolean wantsToStand;
    /** It has given up a place whose znode may still be there. */
    private boolean leaves;

    private boolean toldNominated;
    private boolean notePlanned;
    private long lastArrivalMs;
    private long lastAnswerMs;
    private long shownMs;
    private long lagsAtMs = -1;
    private long outlivesMs = SimPlan.SESSION_TIMEOUT_MS;
    private boolean closed;

    ZkClient(SimProcess process, Member member, SimRandom random) {
        this.process = process;
        this.cluster = process.cluster;
        this.server = cluster.zooKeeper;
        this.member = member;
        this.random = random;
        server.add(this);
    }

    Member member() {
        return member;
    }

    // ---- connection and session

    private boolean canReach() {
        return reachable && server.isUp();
    }

    void connect() {
        process.after(random.between(1, 30), this::comeBack);
    }

    /** This process alone cannot reach ZooKeeper for a while. */
    void lose(long forMs) {
        reachable = false;
        onUnreachable();
        cluster.heap.after(forMs, this::reach);
    }

    /** Its server lags: reads show what stood then, until {@code catchUp}. What is written or checked is not concerned. */
    void lag() {
        lagsAtMs = cluster.heap.now();
    }

    void catchUp() {
        lagsAtMs = -1;
    }

    /** It can be reached again, at once. */
    void reach() {
        reachable = true;
        onReachable();
    }

    void onUnreachable() {
        int outage = ++outages;
        process.after(random.between(10, SimPlan.SESSION_TIMEOUT_MS / 3), () -> {
            if (connected && outage == outages && !canReach()) {
                disconnected();
            }
        });
        cluster.heap.after(SimPlan.SESSION_TIMEOUT_MS, () -> {
            if (outage == outages && !reachable && server.isUp()) {
                expire();
            }
        });
    }

    /** Whom it still cannot be reached from has a whole session timeout from now. */
    void onServerBack() {
        if (reachable) {
            onReachable();
        } else {
            onUnreachable();
        }
    }

    /** The latch takes the nomination back at once, and tells it again when the connection is. */
    private void disconnected() {
        connected = false;
        process.deliver(new Event.SessionChanged(Event.Session.DISCONNECTED));
        if (toldNominated) {
            toldNominated = false;
            process.deliver(new Event.Nominated(false));
        }
    }

    /** The process is stopped for a while: no pings, and long enough, the server ends the session. */
    void sleep(long forMs) {
        if (forMs >= SimPlan.SESSION_TIMEOUT_MS) {
            cluster.heap.after(SimPlan.SESSION_TIMEOUT_MS, () -> {
                if (process.isAlive()) {
                    expire();
                }
            });
            cluster.heap.after(forMs + 1, this::onReachable);
        }
    }

    void onReachable() {
        if (!canReach()) {
            return; // one of two reasons is gone, the outage goes on
        }
        outages++;
        process.after(random.between(1, 200), this::comeBack);
    }

    private void comeBack() {
        if (closed || !canReach()) {
            return;
        }
        if (hasSession && expiredAtServer) {
            hasSession = false;
            connected = false;
            toldNominated = false; // but its latch is still open: it joins the queue again in the next session
            process.deliver(new Event.SessionChanged(Event.Session.EXPIRED));
        }
        if (!process.isAlive()) {
            return;
        }
        if (!hasSession) {
            register();
        } else if (!connected) {
            onConnected();
        } else {
            applyStand();
        }
    }

    /** Creates or deletes the election znode, until that is known to be done. */
    private void applyStand() {
        arrive(
                this::standAtServer,
                () -> process.after(100, () -> {
                    if (connected) {
                        applyStand();
                    }
                }));
    }

    /** A latch that is open already: it may have been nominated in this session before the machine asked to stand again. */
    private void tellAgain() {
        process.after(1, () -> {
            if (toldNominated) {
                process.deliver(new Event.Nominated(true));
            }
        });
    }

    /**
     * The adapter has a latch, and so a znode, of its own for each time it stands: whoever gave up its place while ZooKeeper
     * was away and stands again comes back to the end of the queue, and is told anew when it is the first.
     */
    private void standAtServer() {
        if (leaves) {
            leaves = false;
            server.stand(this, false);
        }
        server.stand(this, wantsToStand);
    }

    private void register() {
        expiredAtServer = false;
        ZkClient holder = server.register(this);
        if (holder != null && holder.member.store().equals(member.store())) {
            holder.expire();
            holder = server.register(this);
        }
        if (holder != null) {
            process.after(100, this::comeBack);
            return;
        }
        hasSession = true;
        onConnected();
    }

    private void onConnected() {
        connected = true;
        standAtServer();
        process.deliver(new Event.SessionChanged(Event.Session.CONNECTED));
        onChanged();
    }

    /** The server ends the session; the client learns of it later. */
    void expire() {
        if (hasSession && !expiredAtServer) {
            expiredAtServer = true;
            server.endSession(this);
        }
    }

    /** The session ends although both sides live. */
    void expireNow() {
        expire();
        process.after(random.between(10, 500), () -> {
            if (connected) {
                disconnected();
            }
            onReachable();
        });
    }

    void close() {
        closed = true;
        server.remove(this);
        expire();
    }

    void die() {
        server.remove(this);
        cluster.heap.after(outlivesMs, this::expire);
    }

    /** How long the session is to outlive its process. */
    void outlives(long forMs) {
        outlivesMs = forMs;
    }

    /** Something ephemeral changed: tell of it, late; what is told is what stands then. */
    void onChanged() {
        if (notePlanned || !hasSession) {
            return;
        }
        notePlanned = true;
        process.after(random.between(1, 60), () -> {
            notePlanned = false;
            if (connected && !canReach()) {
                process.after(100, this::onChanged); // a short outage, that the client may never notice
            }
            if (connected && canReach() && !expiredAtServer) {
                process.deliver(new Event.MembersChanged(server.members(), server.known()));
                boolean nominated = server.isNominated(this);
                if (nominated != toldNominated) {
                    toldNominated = nominated;
                    process.deliver(new Event.Nominated(nominated));
                }
            }
        });
    }

    // ---- requests

    boolean carryOut(Command command) {
        if (command instanceof Command.Stand stand) {
            if (stand.stand() && wantsToStand) {
                tellAgain();
            }
            wantsToStand = stand.stand();
            leaves |= !wantsToStand;
            toldNominated &= wantsToStand;
            applyStand();
        } else if (command instanceof Command.ReadCluster read) {
            ask(read.request(), () -> new Event.ClusterRead(read.request(), read()));
        } else if (command instanceof Command.ClaimEpoch claim) {
            claim(claim);
        } else if (command instanceof Command.WriteView write) {
            ask(write.request(), () -> done(write.request(), server.writeView(write.epochVersion(), write.view())));
        } else if (command instanceof Command.WriteCeilings write) {
            ask(
                    write.request(),
                    () -> done(write.request(), server.writeCeilings(write.epochVersion(), write.ceilings())));
        } else if (command instanceof Command.CheckEpoch check) {
            ask(check.request(), () -> done(check.request(), server.isVersion(check.epochVersion())));
        } else {
            return false;
        }
        return true;
    }

    /** Reads may be stale, but never older than what this session was shown before. */
    private ClusterState read() {
        boolean stale = cluster.happens(FaultKind.ZOOKEEPER_STALE_READ, 0.2);
        long asOfMs = stale ? cluster.heap.now() - random.between(0, 3_000) : cluster.heap.now();
        shownMs = Math.max(shownMs, lagsAtMs < 0 ? asOfMs : lagsAtMs);
        return server.stateAt(shownMs);
    }

    private static Event done(long request, boolean ok) {
        return new Event.GuardedDone(request, ok ? GuardedResult.OK : GuardedResult.FENCED);
    }

    private void ask(long request, Supplier<Event> atServer) {
        Event unknown = new Event.GuardedDone(request, GuardedResult.UNKNOWN);
        arrive(() -> answer(atServer.get(), unknown), () -> answerLate(unknown));
    }

    private void claim(Command.ClaimEpoch claim) {
        long request = claim.request();
        arrive(
                () -> {
                    boolean won = server.claim(this, claim.expectedVersion(), claim.epoch());
                    Event event =
                            won ? new Event.EpochClaimed(request, claim.epoch(), server.state()) : done(request, false);
                    answer(event, new Event.GuardedDone(request, GuardedResult.UNKNOWN));
                },
                () -> process.after(random.between(50, 400), () -> readBack(claim)));
    }

    /** A claim whose answer was lost is read back and compared, in the same session. */
    private void readBack(Command.ClaimEpoch claim) {
        boolean sure = canReach() && !expiredAtServer && server.isClaimant(this, claim.epoch());
        process.deliver(
                sure
                        ? new Event.EpochClaimed(claim.request(), claim.epoch(), server.state())
                        : new Event.GuardedDone(claim.request(), GuardedResult.UNKNOWN));
    }

    /** Does it at the server after a while, if the request gets there and its fate becomes known; else {@code lost}. */
    private void arrive(Runnable atServer, Runnable lost) {
        if (!connected || !canReach()) {
            lost.run();
            return;
        }
        long at = Math.max(lastArrivalMs, cluster.heap.now() + random.between(1, 15));
        lastArrivalMs = at;
        cluster.heap.at(at, () -> {
            if (!canReach() || expiredAtServer) {
                lost.run();
            } else if (cluster.happens(FaultKind.ZOOKEEPER_REQUEST_LOST, cluster.plan.zooKeeperLoss)) {
                lost.run();
            } else {
                atServer.run();
            }
        });
    }

    private void answer(Event event, Event ifLost) {
        if (cluster.happens(FaultKind.ZOOKEEPER_ANSWER_LOST, cluster.plan.zooKeeperLoss)) {
            answerLate(ifLost);
            return;
        }
        long at = Math.max(lastAnswerMs, cluster.heap.now() + random.between(1, 15));
        lastAnswerMs = at;
        process.at(at, () -> process.deliver(canReach() && !expiredAtServer ? event : ifLost));
    }

    private void answerLate(Event event) {
        process.after(random.between(1, 400), () -> process.deliver(event));
    }
}
