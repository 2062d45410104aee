package io.ballot.node.zookeeper;

import io.ballot.core.ClusterState;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Reads epoch, view and ceilings as one: if the epoch moved meanwhile, the rest may be of two reigns and is read again.
 */
final class StateReader {

    /** Each attempt that fails means that a whole reign began within a few reads. */
    private static final int ATTEMPTS = 5;

    private final Layout layout;

    StateReader(Layout layout) {
        this.layout = layout;
    }

    /** @param reign what the epoch's znode held, at the version that {@code state} names */
    record Stored(Reign reign, ClusterState state) {}

    /** Reads in {@code session}, after a sync: at least as new as anything written before the call. */
    Stored read(ZkSession session) throws KeeperException, InterruptedException, UnreadableZnodeException {
        session.sync(layout.base());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ZkSession.Read before = epoch(session);
            View maybeView = maybeView(session);
            SortedMap<QueuePartition, Long> ceilings = ceilings(session);
            if (epoch(session).stat().getMzxid() == before.stat().getMzxid()) {
                Reign reign = ZnodeJson.read(layout.epoch(), before.data(), Reign.class);
                return new Stored(
                        reign, new ClusterState(reign.epoch(), before.stat().getVersion(), maybeView, ceilings));
            }
        }
        throw new KeeperException.OperationTimeoutException();
    }

    private ZkSession.Read epoch(ZkSession session)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        return session.read(layout.epoch())
                .orElseThrow(() -> new UnreadableZnodeException(layout.epoch(), "it does not exist"));
    }

    private @Nullable View maybeView(ZkSession session)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        Optional<ZkSession.Read> stored = session.read(layout.view());
        return stored.isPresent() ? ZnodeJson.read(layout.view(), stored.get().data(), View.class) : null;
    }

    private SortedMap<QueuePartition, Long> ceilings(ZkSession session)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        SortedMap<QueuePartition, Long> ceilings = new TreeMap<>();
        for (String name : session.children(layout.ceilings())) {
            String path = layout.ceilings() + "/" + name;
            Optional<ZkSession.Read> stored = session.read(path);
            if (stored.isPresent()) {
                ZnodeJson.read(path, stored.get().data(), CeilingChunk.class).addTo(ceilings);
            }
        }
        return ceilings;
    }
}
