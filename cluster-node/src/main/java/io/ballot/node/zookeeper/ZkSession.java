package io.ballot.node.zookeeper;

import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The bare handle of one ZooKeeper session. Nothing here retries, and once the session has ended every call fails: so
 * "read in the session that wrote it" (R3) is true by construction. Calls block, for no longer than the client's request
 * timeout; they belong on the adapter's own thread.
 */
final class ZkSession {

    /** Data of a znode, with its version. */
    record Read(byte[] data, Stat stat) {}

    private final ZooKeeper zooKeeper;
    private final long id;

    ZkSession(ZooKeeper zooKeeper) {
        this.zooKeeper = zooKeeper;
        this.id = zooKeeper.getSessionId();
    }

    long id() {
        return id;
    }

    boolean isConnected() {
        return zooKeeper.getState().isConnected();
    }

    /** What is read after this is at least as new as everything that was written before it, by anybody. */
    void sync(String path) throws KeeperException, InterruptedException {
        zooKeeper.sync(path);
    }

    Optional<Read> read(String path) throws KeeperException, InterruptedException {
        try {
            Stat stat = new Stat();
            return Optional.of(new Read(zooKeeper.getData(path, false, stat), stat));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty(); // absence is one of the two answers
        }
    }

    Optional<Stat> stat(String path) throws KeeperException, InterruptedException {
        return Optional.ofNullable(zooKeeper.exists(path, false));
    }

    /** As {@link #stat(String)}; {@code watcher} is told once when that changes. */
    Optional<Stat> watch(String path, Watcher watcher) throws KeeperException, InterruptedException {
        return Optional.ofNullable(zooKeeper.exists(path, watcher));
    }

    /** Names, ascending; none where {@code path} does not exist. */
    List<String> children(String path) throws KeeperException, InterruptedException {
        try {
            return zooKeeper.getChildren(path, false).stream().sorted().toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of(); // a cluster that never started has no children either
        }
    }

    List<OpResult> multi(List<Op> ops) throws KeeperException, InterruptedException {
        return zooKeeper.multi(ops);
    }

    static Op create(String path, byte[] data, CreateMode mode) {
        return Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
    }

    /** A write of a znode that had this state a moment ago; refused when anybody has written it since. */
    static Op createOrSet(String path, byte[] data, Optional<Stat> maybeStat) {
        return maybeStat
                .map(stat -> Op.setData(path, data, stat.getVersion()))
                .orElseGet(() -> create(path, data, CreateMode.PERSISTENT));
    }

    /** Which operation of a refused transaction was the cause: its index, or -1 where that is not said. */
    static int refusedAt(KeeperException e) {
        List<OpResult> results = e.getResults();
        for (int i = 0; results != null && i < results.size(); i++) {
            if (results.get(i) instanceof OpResult.ErrorResult error
                    && error.getErr() != KeeperException.Code.OK.intValue()) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the session may go on after this: nothing is known about what was asked. */
    static boolean isLoss(KeeperException e) {
        return e instanceof KeeperException.ConnectionLossException
                || e instanceof KeeperException.SessionExpiredException
                || e instanceof KeeperException.SessionMovedException
                || e instanceof KeeperException.RequestTimeoutException
                || e instanceof KeeperException.OperationTimeoutException;
    }
}
