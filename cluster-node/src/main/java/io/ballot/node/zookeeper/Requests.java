package io.ballot.node.zookeeper;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's requests, each turned into its answering event, whatever goes wrong. Owned by the adapter's thread. */
final class Requests {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final ZooKeeperConnection connection;
    private final NodeId node;
    private final Election election;
    private final StateReader reader;
    private final GuardedWriter writer;

    Requests(ZooKeeperConnection connection, NodeId node, Election election) {
        this.connection = connection;
        this.node = node;
        this.election = election;
        this.reader = new StateReader(connection.layout());
        this.writer = new GuardedWriter(connection.layout());
    }

    /** Something that asks ZooKeeper. */
    interface Work {
        Event run() throws KeeperException, InterruptedException, UnreadableZnodeException;
    }

    Event answer(long request, Work work) {
        Event unknown = new Event.GuardedDone(request, Event.GuardedResult.UNKNOWN);
        if (!connection.isConnected()) {
            return unknown;
        }
        try {
            return work.run();
        } catch (KeeperException e) {
            if (ZkSession.isLoss(e)) {
                log.debug("{}: request {}: {}", node, request, e.code());
            } else {
                log.error("{}: request {} to ZooKeeper failed; it is answered as unknown", node, request, e);
            }
        } catch (UnreadableZnodeException e) {
            log.error("{}: {}; this node cannot take part until that is repaired", node, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: the thread ends after this
        } catch (RuntimeException e) {
            log.error("{}: request {} to ZooKeeper failed; it is answered as unknown", node, request, e);
        }
        return unknown;
    }

    Event read(Command.ReadCluster read) throws KeeperException, InterruptedException, UnreadableZnodeException {
        return new Event.ClusterRead(
                read.request(), reader.read(connection.session()).state());
    }

    Event claim(Command.ClaimEpoch claim) throws InterruptedException, UnreadableZnodeException {
        return new EpochClaim(connection, reader, node, claim, election::awaitOwnPath).run();
    }

    Event writeView(Command.WriteView write) throws KeeperException, InterruptedException {
        return new Event.GuardedDone(
                write.request(), writer.writeView(connection.session(), write.epochVersion(), write.view()));
    }

    Event writeCeilings(Command.WriteCeilings write) throws KeeperException, InterruptedException {
        return new Event.GuardedDone(
                write.request(), writer.writeCeilings(connection.session(), write.epochVersion(), write.ceilings()));
    }

    Event check(Command.CheckEpoch check) throws KeeperException, InterruptedException {
        return new Event.GuardedDone(check.request(), writer.check(connection.session(), check.epochVersion()));
    }

    /** Best effort: what stays behind goes with the session, a moment later. */
    void deregister(Membership membership, Member self) {
        try {
            membership.remove(connection.session(), self.node(), self.life().life());
            log.info("{}: member znode deleted", self.life());
        } catch (KeeperException | UnreadableZnodeException e) {
            log.warn(
                    "{}: the member znode could not be deleted ({}); it goes with the session",
                    self.life(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
