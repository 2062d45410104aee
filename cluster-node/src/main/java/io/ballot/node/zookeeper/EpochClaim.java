package io.ballot.node.zookeeper;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claim of an epoch (R3): {@code multi[check own election znode, set the epoch's znode if its version is the expected]}.
 *
 * <p>When the answer is lost, the write may have happened, or may still be on its way. In the same session a sync would
 * settle that; in a new one the old session's write could come after any read. So the compare-and-set is repeated with the
 * same uuid, which settles it in both: once it went through or was refused, the version has moved and nothing on its way
 * can count any more. Then a sync, and the claim is won if the epoch is <i>seen</i> to carry the uuid. View and ceilings are
 * read after that, in the session that saw it: all that an older leader could write is in them, for its guard has moved.
 */
final class EpochClaim {

    private static final Logger log = LoggerFactory.getLogger(EpochClaim.class);

    /** Between attempts: a dead handle fails at once until Curator has replaced it. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final ZooKeeperConnection connection;
    private final StateReader reader;
    private final Command.ClaimEpoch command;
    private final Supplier<@Nullable String> ownElectionPath;
    private final byte[] data;
    private final Id128 uuid;
    private final long deadlineNanos;

    /** @param ownElectionPath null while this node does not stand */
    EpochClaim(
            ZooKeeperConnection connection,
            StateReader reader,
            NodeId self,
            Command.ClaimEpoch command,
            Supplier<@Nullable String> ownElectionPath) {
        this.connection = connection;
        this.reader = reader;
        this.command = command;
        this.ownElectionPath = ownElectionPath;
        this.uuid = RandomId.draw();
        this.data = ZnodeJson.write(new Reign(command.epoch(), self.name(), uuid));
        // One session timeout to find the session gone, one to have another, one for a machine that is busy.
        this.deadlineNanos = System.nanoTime() + 3_000_000L * connection.sessionTimeoutMs();
    }

    private enum Attempt {
        /** The transaction went through. */
        WRITTEN,
        /** It was refused: its guard did not hold. */
        REFUSED,
        /** This node has no election znode (yet, or any more). */
        NOT_STANDING,
        /** The answer is lost. */
        LOST
    }

    Event run() throws InterruptedException, UnreadableZnodeException {
        boolean uncertain = false;
        while (connection.awaitConnected(leftMs())) {
            try {
                ZkSession session = connection.session();
                Attempt attempt = attempt(session);
                if (attempt != Attempt.LOST) {
                    // Without election znode nothing can be repeated; an earlier attempt may still be on its way.
                    boolean open = uncertain && attempt == Attempt.NOT_STANDING;
                    Event event = conclude(session, open ? Event.GuardedResult.UNKNOWN : Event.GuardedResult.FENCED);
                    if (!open || !isUnknown(event)) {
                        return event;
                    }
                }
            } catch (KeeperException e) {
                if (!ZkSession.isLoss(e)) {
                    log.error("epoch {}: the claim failed in a way it should not; it is given up", command.epoch(), e);
                    return failed(Event.GuardedResult.UNKNOWN);
                }
            }
            if (!uncertain) {
                log.info("epoch {}: ZooKeeper was lost during the claim, looking again", command.epoch());
            }
            uncertain = true;
            if (leftMs() == 0) {
                break;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return failed(Event.GuardedResult.UNKNOWN);
    }

    private static boolean isUnknown(Event event) {
        return event instanceof Event.GuardedDone done && done.result() == Event.GuardedResult.UNKNOWN;
    }

    private Attempt attempt(ZkSession session) throws KeeperException, InterruptedException {
        String path = ownElectionPath.get();
        if (path == null) {
            return Attempt.NOT_STANDING;
        }
        try {
            session.multi(List.of(
                    Op.check(path, -1), Op.setData(connection.layout().epoch(), data, command.expectedVersion())));
            return Attempt.WRITTEN;
        } catch (KeeperException e) {
            if (ZkSession.isLoss(e)) {
                return Attempt.LOST;
            }
            int index = ZkSession.refusedAt(e);
            if (index == 0) {
                return Attempt.NOT_STANDING;
            }
            if (e instanceof KeeperException.BadVersionException) {
                return Attempt.REFUSED;
            }
            throw e;
        }
    }

    /** Won if the epoch carries this claim's uuid, whatever the last attempt said; {@code otherwise} if not. */
    private Event conclude(ZkSession session, Event.GuardedResult otherwise)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        StateReader.Stored stored = reader.read(session);
        if (stored.reign().claim().equals(uuid)) {
            return new Event.EpochClaimed(command.request(), command.epoch(), stored.state());
        }
        boolean moved = stored.state().epochVersion() != command.expectedVersion();
        return failed(moved ? Event.GuardedResult.FENCED : otherwise);
    }

    private Event failed(Event.GuardedResult result) {
        return new Event.GuardedDone(command.request(), result);
    }

    private long leftMs() {
        return Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
    }
}
