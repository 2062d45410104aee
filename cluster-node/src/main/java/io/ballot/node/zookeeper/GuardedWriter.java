package io.ballot.node.zookeeper;

import io.ballot.core.Event.GuardedResult;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;

/**
 * The writes of a reign: each a transaction that begins with a check of the epoch's version.
 *
 * <p>The written znodes are guarded by their own version too. A write whose answer was lost may come late, after its
 * repetition; it must not then put an older view or a lower ceiling back, and the epoch alone would let it.
 */
final class GuardedWriter {

    /** Own znodes moved between look and write only by a late write of this very reign: one or two in a row at most. */
    private static final int ATTEMPTS = 4;

    /** Bytes in one transaction, half of what a server takes by default (jute.maxbuffer, 1 MiB). */
    private static final int TRANSACTION_BYTES = 512 * 1024;

    private final Layout layout;

    GuardedWriter(Layout layout) {
        this.layout = layout;
    }

    /** Looks at what is stored and says what to write. */
    private interface Plan {
        List<Op> ops() throws KeeperException, InterruptedException;
    }

    GuardedResult check(ZkSession session, int epochVersion) throws KeeperException, InterruptedException {
        return write(session, epochVersion, List::of);
    }

    GuardedResult writeView(ZkSession session, int epochVersion, View view)
            throws KeeperException, InterruptedException {
        byte[] data = ZnodeJson.write(view);
        return write(
                session,
                epochVersion,
                () -> List.of(ZkSession.createOrSet(layout.view(), data, session.stat(layout.view()))));
    }

    /**
     * Writes the chunks of all queues in {@code ceilings}; chunks of other topics of these queues (of a topic that was deleted
     * and created again) are removed.
     */
    GuardedResult writeCeilings(ZkSession session, int epochVersion, SortedMap<QueuePartition, Long> ceilings)
            throws KeeperException, InterruptedException {
        SortedMap<String, CeilingChunk> chunks = CeilingChunk.split(ceilings);
        GuardedResult result = GuardedResult.OK;
        List<Map.Entry<String, byte[]>> batch = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<String, CeilingChunk> chunk : chunks.entrySet()) {
            byte[] data = ZnodeJson.write(chunk.getValue());
            if (bytes + data.length > TRANSACTION_BYTES && result == GuardedResult.OK) {
                result = writeChunks(session, epochVersion, batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(Map.entry(chunk.getKey(), data));
            bytes += data.length;
        }
        if (result == GuardedResult.OK && !batch.isEmpty()) {
            result = writeChunks(session, epochVersion, batch);
        }
        return result == GuardedResult.OK ? removeStale(session, epochVersion, chunks) : result;
    }

    private GuardedResult writeChunks(ZkSession session, int epochVersion, List<Map.Entry<String, byte[]>> batch)
            throws KeeperException, InterruptedException {
        return write(session, epochVersion, () -> {
            List<Op> ops = new ArrayList<>();
            for (Map.Entry<String, byte[]> chunk : batch) {
                String path = layout.ceilings() + "/" + chunk.getKey();
                ops.add(ZkSession.createOrSet(path, chunk.getValue(), session.stat(path)));
            }
            return ops;
        });
    }

    private GuardedResult removeStale(ZkSession session, int epochVersion, SortedMap<String, CeilingChunk> chunks)
            throws KeeperException, InterruptedException {
        Set<String> queues =
                chunks.values().stream().map(CeilingChunk::queue).collect(Collectors.toCollection(HashSet::new));
        List<String> stale = session.children(layout.ceilings()).stream()
                .filter(name -> !chunks.containsKey(name))
                .filter(name -> {
                    String maybeQueue = CeilingChunk.maybeQueueOf(name);
                    return maybeQueue != null && queues.contains(maybeQueue);
                })
                .map(name -> layout.ceilings() + "/" + name)
                .toList();
        if (stale.isEmpty()) {
            return GuardedResult.OK;
        }
        return write(session, epochVersion, () -> {
            List<Op> ops = new ArrayList<>();
            for (String path : stale) {
                session.stat(path).ifPresent(found -> ops.add(Op.delete(path, found.getVersion())));
            }
            return ops;
        });
    }

    private GuardedResult write(ZkSession session, int epochVersion, Plan plan)
            throws KeeperException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Op> ops = new ArrayList<>();
                ops.add(Op.check(layout.epoch(), epochVersion));
                ops.addAll(plan.ops());
                session.multi(ops);
                return GuardedResult.OK;
            } catch (KeeperException.BadVersionException
                    | KeeperException.NodeExistsException
                    | KeeperException.NoNodeException e) {
                if (ZkSession.refusedAt(e) == 0) {
                    return GuardedResult.FENCED;
                }
                // A late write came between look and write, or the look was behind: look again.
                session.sync(layout.base());
            }
        }
        return GuardedResult.UNKNOWN;
    }
}
