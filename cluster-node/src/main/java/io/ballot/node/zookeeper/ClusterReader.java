package io.ballot.node.zookeeper;

import io.ballot.core.ClusterState;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;

/**
 * What a command line wants of ZooKeeper: the cluster as it stands, without taking part in it. It writes nothing, except for
 * {@link #forget}. Every call ends within the session timeout of the settings.
 */
public final class ClusterReader implements AutoCloseable {

    private final ZooKeeperConnection connection;
    private final Membership membership;

    private ClusterReader(ZooKeeperConnection connection) {
        this.connection = connection;
        this.membership = new Membership(connection.layout());
    }

    /** @throws ZooKeeperUnreachableException when nothing answers within the settings' start deadline */
    public static ClusterReader open(ZooKeeperSettings settings)
            throws ZooKeeperUnreachableException, InterruptedException {
        return new ClusterReader(ZooKeeperConnection.open(settings));
    }

    /**
     * @param members live processes, by name
     * @param known every node not forgotten, by name
     * @param reign who claimed the epoch that {@code state} names, and is the leader while it lives
     * @param candidates who stands for election, in the order of their standing
     */
    public record Cluster(
            List<Member> members, List<KnownNode> known, Reign reign, ClusterState state, List<NodeId> candidates) {}

    /** The cluster now; empty where none of this name was ever started. */
    public Optional<Cluster> read()
            throws ZooKeeperUnreachableException, UnreadableZnodeException, InterruptedException {
        try {
            ZkSession session = connection.session();
            if (session.stat(connection.layout().epoch()).isEmpty()) {
                return Optional.empty();
            }
            StateReader.Stored stored = new StateReader(connection.layout()).read(session);
            List<KnownNode> known = new ArrayList<>();
            for (String name : session.children(connection.layout().nodes())) {
                membership.remembered(session, new NodeId(name)).ifPresent(known::add);
            }
            return Optional.of(new Cluster(
                    membership.read(session).members(), known, stored.reign(), stored.state(), candidates(session)));
        } catch (KeeperException e) {
            throw lost(e);
        }
    }

    /** Names of all clusters on this ensemble, for a person who asked for one that is not there. */
    public List<String> clusters() throws ZooKeeperUnreachableException, InterruptedException {
        try {
            return connection.session().children(connection.layout().clusters());
        } catch (KeeperException e) {
            throw lost(e);
        }
    }

    private List<NodeId> candidates(ZkSession session) throws KeeperException, InterruptedException {
        record Candidate(long sequence, NodeId node) {}
        List<Candidate> found = new ArrayList<>();
        for (String name : session.children(connection.layout().election())) {
            Optional<ZkSession.Read> stored = session.read(connection.layout().election() + "/" + name);
            int latch = name.lastIndexOf('-');
            if (stored.isPresent() && latch >= 0 && stored.get().data().length > 0) {
                found.add(new Candidate(
                        Long.parseLong(name.substring(latch + 1)),
                        new NodeId(new String(stored.get().data(), StandardCharsets.UTF_8))));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Candidate::sequence))
                .map(Candidate::node)
                .toList();
    }

    /** What became of {@link #forget}. */
    public enum Forgotten {
        /** It counts as a known node no more. */
        FORGOTTEN,
        /** No node of this name is known. */
        NOT_KNOWN,
        /** It is a member now; stop it first. */
        ALIVE
    }

    /** Takes a node that will not come back off the list of known nodes; a later start of it makes it known again. */
    public Forgotten forget(NodeId node) throws ZooKeeperUnreachableException, InterruptedException {
        try {
            ZkSession session = connection.session();
            session.sync(connection.layout().base());
            if (session.stat(connection.layout().member(node)).isPresent()) {
                return Forgotten.ALIVE;
            }
            session.multi(List.of(Op.delete(connection.layout().node(node), -1)));
            return Forgotten.FORGOTTEN;
        } catch (KeeperException.NoNodeException e) {
            return Forgotten.NOT_KNOWN;
        } catch (KeeperException e) {
            throw lost(e);
        }
    }

    private ZooKeeperUnreachableException lost(KeeperException e) {
        return new ZooKeeperUnreachableException(
                "lost ZooKeeper at " + connection.settings().connect() + ": " + e.getMessage());
    }

    @Override
    public void close() {
        connection.close();
    }
}
