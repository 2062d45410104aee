package io.ballot.node.zookeeper;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's side of the referee: carries out the machine's ZooKeeper commands and tells it what ZooKeeper says.
 *
 * <p>A start goes in two steps, so that a memory that can be read from its file only once is not used up by a start that is
 * refused: {@link #connect} finds out whether ZooKeeper answers and the name is free, {@link #remembered} what the cluster
 * knows of this node; then {@link #start} shows this process as a member and begins to tell of events.
 *
 * <p>Commands run one after the other on a thread of their own; the caller never waits. A command that finds the connection
 * away is answered at once with {@link Event.GuardedResult#UNKNOWN}; none takes longer than three session timeouts.
 */
public final class ZooKeeperAdapter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperAdapter.class);

    /** Requests that wait. A machine has a handful under way; more means that nothing is answered any more. */
    private static final int WAITING_MAX = 256;

    private final ZooKeeperConnection connection;
    private final NodeId node;
    private final Consumer<Event> inbox;
    private final AdapterThread thread;
    private final Membership membership;
    private final Election election;
    private final Requests requests;
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable MemberWatch maybeWatch;
    private @Nullable Member maybeSelf;

    private ZooKeeperAdapter(ZooKeeperConnection connection, NodeId node, Consumer<Event> inbox) {
        this.connection = connection;
        this.node = node;
        this.inbox = inbox;
        this.thread = new AdapterThread("zookeeper-" + node);
        this.membership = new Membership(connection.layout());
        this.election = new Election(connection, node, inbox);
        this.requests = new Requests(connection, node, election);
    }

    /**
     * Connects, sees that the cluster's znodes can be read and gets the name free.
     *
     * @param dir identity of the data directory, whose lock the caller must hold: an older life with the same one is taken
     *     for gone
     * @param inbox gets the events, from several threads; it must return at once
     * @throws ZooKeeperUnreachableException when nothing answers within the start deadline, or is lost again before the end
     * @throws NodeNameTakenException when another process holds the name beyond its session timeout
     * @throws UnreadableZnodeException when this version cannot read what is stored
     */
    public static ZooKeeperAdapter connect(ZooKeeperSettings settings, NodeId node, Id128 dir, Consumer<Event> inbox)
            throws ZooKeeperUnreachableException, NodeNameTakenException, UnreadableZnodeException,
                    InterruptedException {
        ZooKeeperConnection connection = ZooKeeperConnection.open(settings);
        boolean done = false;
        try {
            connection.createParents();
            new StateReader(connection.layout()).read(connection.session());
            NodeName.awaitFree(connection, node, dir);
            ZooKeeperAdapter adapter = new ZooKeeperAdapter(connection, node, inbox);
            done = true;
            return adapter;
        } catch (KeeperException e) {
            throw lost(settings, e);
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    /** What the cluster remembers of this node's earlier starts; empty at the first one, or after it was forgotten. */
    public Optional<KnownNode> remembered()
            throws ZooKeeperUnreachableException, UnreadableZnodeException, InterruptedException {
        try {
            return membership.remembered(connection.session(), node);
        } catch (KeeperException e) {
            throw lost(connection.settings(), e);
        }
    }

    /**
     * Shows this process as a member, and counts the start. From here on events are told, beginning with the session and the
     * members as they are.
     *
     * @return what the cluster remembers of this node from now on
     * @throws NodeNameTakenException when another process took the name since {@link #connect}
     */
    public KnownNode start(Member self)
            throws ZooKeeperUnreachableException, NodeNameTakenException, UnreadableZnodeException,
                    InterruptedException {
        if (!self.node().equals(node) || maybeWatch != null) {
            throw new IllegalStateException(
                    "adapter of " + node + " started " + (maybeWatch == null ? "for " + self.node() : "twice"));
        }
        KnownNode known = new Registration(connection, membership).run(self);
        maybeSelf = self;
        MemberWatch watch = new MemberWatch(connection, membership, self, thread, inbox);
        maybeWatch = watch;
        watch.start();
        log.info(
                "{}: member {} at ZooKeeper {}, start {}",
                node,
                self.life(),
                connection.settings().connect(),
                known.starts());
        return known;
    }

    /** Carries out the ZooKeeper commands; never waits. @return false for a command that is not for ZooKeeper */
    public boolean execute(Command command) {
        if (command instanceof Command.Stand stand) {
            thread.run(stand.stand() ? election::stand : election::withdraw);
        } else if (command instanceof Command.ReadCluster read) {
            ask(read.request(), () -> requests.read(read));
        } else if (command instanceof Command.ClaimEpoch claim) {
            ask(claim.request(), () -> requests.claim(claim));
        } else if (command instanceof Command.WriteView write) {
            ask(write.request(), () -> requests.writeView(write));
        } else if (command instanceof Command.WriteCeilings write) {
            ask(write.request(), () -> requests.writeCeilings(write));
        } else if (command instanceof Command.CheckEpoch check) {
            ask(check.request(), () -> requests.check(check));
        } else {
            return false;
        }
        return true;
    }

    private void ask(long request, Requests.Work work) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            log.warn(
                    "{}: {} requests to ZooKeeper wait already; request {} is answered as unknown",
                    node,
                    WAITING_MAX,
                    request);
            inbox.accept(new Event.GuardedDone(request, Event.GuardedResult.UNKNOWN));
            return;
        }
        thread.run(() -> {
            waiting.decrementAndGet();
            inbox.accept(requests.answer(request, work));
        });
    }

    /**
     * Leaves in order: the election znode and the member znode are deleted, so that nobody waits for a session to end. The
     * node stays known. Waits for what was asked before; best effort where ZooKeeper is away.
     */
    public void deregister() throws InterruptedException {
        Member self = maybeSelf;
        MemberWatch watch = maybeWatch;
        if (watch != null) {
            watch.close();
        }
        thread.runAndWait(connection.settings().startDeadlineMs(), () -> {
            election.withdraw();
            if (self != null && connection.isConnected()) {
                requests.deregister(membership, self);
            }
        });
    }

    /** Ends the session, and with it everything ephemeral. No events follow. */
    @Override
    public void close() {
        MemberWatch watch = maybeWatch;
        if (watch != null) {
            watch.close();
        }
        thread.close();
        connection.close();
    }

    /** For tests that end a session from outside. */
    ZooKeeperConnection connection() {
        return connection;
    }

    private static ZooKeeperUnreachableException lost(ZooKeeperSettings settings, KeeperException e) {
        return new ZooKeeperUnreachableException(
                "lost ZooKeeper at " + settings.connect() + " during the start: " + e.getMessage());
    }
}
