package io.ballot.node.zookeeper;

import io.ballot.core.Event;
import io.ballot.protocol.Member;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of the session and of the members: whenever anything below {@code members/} or {@code nodes/} changes, and after
 * every reconnect, both are read anew, this node's own znode is put right, and what differs from last time is told.
 *
 * <p>Watches only say "look"; what they miss while the connection is away, the look after the reconnect finds. Any number of
 * them makes one look, since only the first one leaves work behind.
 */
final class MemberWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MemberWatch.class);

    private static final long RETRY_MS = 200;

    private final ZooKeeperConnection connection;
    private final Membership membership;
    private final Member self;
    private final AdapterThread thread;
    private final Consumer<Event> inbox;
    private final PersistentWatcher members;
    private final PersistentWatcher nodes;
    private final ConnectionStateListener listener = (client, state) -> onConnection(state);
    private final AtomicBoolean lookAhead = new AtomicBoolean();
    /** The next look is told even where nothing changed: the machine asked itself whether it missed something. */
    private final AtomicBoolean tellAnyway = new AtomicBoolean(true);

    private volatile boolean closed;
    private Event.@Nullable MembersChanged maybeLast;
    private boolean replaced;

    MemberWatch(
            ZooKeeperConnection connection,
            Membership membership,
            Member self,
            AdapterThread thread,
            Consumer<Event> inbox) {
        this.connection = connection;
        this.membership = membership;
        this.self = self;
        this.thread = thread;
        this.inbox = inbox;
        this.members =
                new PersistentWatcher(connection.client(), connection.layout().members(), true);
        this.nodes =
                new PersistentWatcher(connection.client(), connection.layout().nodes(), true);
    }

    void start() {
        // The connection may change between these two lines: then it is told twice, never not at all.
        connection.client().getConnectionStateListenable().addListener(listener);
        inbox.accept(new Event.SessionChanged(
                connection.isConnected() ? Event.Session.CONNECTED : Event.Session.DISCONNECTED));
        for (PersistentWatcher watcher : new PersistentWatcher[] {members, nodes}) {
            watcher.getListenable().addListener(event -> look());
            watcher.getResetListenable().addListener(this::look);
            watcher.start();
        }
        look();
    }

    /** Called by Curator's threads. */
    private void onConnection(ConnectionState state) {
        if (closed) {
            return;
        }
        switch (state) {
            case CONNECTED, RECONNECTED -> {
                log.info("{}: ZooKeeper is connected", self.node());
                inbox.accept(new Event.SessionChanged(Event.Session.CONNECTED));
                tellAnyway.set(true);
                look();
            }
            case LOST -> {
                log.warn("{}: the ZooKeeper session is gone; a new one follows when a server answers", self.node());
                inbox.accept(new Event.SessionChanged(Event.Session.EXPIRED));
            }
            case SUSPENDED, READ_ONLY -> {
                log.warn("{}: the connection to ZooKeeper is lost; trying again", self.node());
                inbox.accept(new Event.SessionChanged(Event.Session.DISCONNECTED));
            }
        }
    }

    private void look() {
        if (!closed && lookAhead.compareAndSet(false, true)) {
            thread.run(this::lookNow);
        }
    }

    private void lookNow() {
        lookAhead.set(false); // before the look: what changes during it asks for another one
        if (closed || !connection.isConnected()) {
            return; // the reconnect asks again
        }
        try {
            ZkSession session = connection.session();
            checkOwn(membership.keep(session, self));
            Event.MembersChanged now = membership.read(session);
            if (tellAnyway.getAndSet(false) || !now.equals(maybeLast)) {
                maybeLast = now;
                inbox.accept(now);
            }
        } catch (KeeperException e) {
            log.debug("{}: looking at the members again: {}", self.node(), e.code());
            tellAnyway.set(true);
            lookAgainLater();
        } catch (UnreadableZnodeException e) {
            log.error("{}: {}; delete that znode, it is written anew", self.node(), e.getMessage());
            lookAgainLater();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not at once, so that a server in trouble is not asked in a loop. */
    private void lookAgainLater() {
        if (!closed && lookAhead.compareAndSet(false, true)) {
            thread.after(RETRY_MS, this::lookNow);
        }
    }

    private void checkOwn(boolean own) {
        if (!own && !replaced) {
            log.error(
                    "{}: another process has taken the name '{}'; this one is no member any more",
                    self.life(),
                    self.node());
        }
        replaced = !own;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            connection.client().getConnectionStateListenable().removeListener(listener);
            members.close();
            nodes.close();
        }
    }
}
