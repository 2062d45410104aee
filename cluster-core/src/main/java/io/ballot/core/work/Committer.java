package io.ballot.core.work;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commits what is decided (C1), tells the leader what is committed, and watches the groups' offsets of partitions that
 * went, until they have passed what this node remembers of them (C2).
 */
final class Committer {

    private static final long WATCH_MS = 2000;
    /** Commits on their way; a broker that does not answer fails them within its own deadline. */
    private static final int REQUESTS_MAX = 64;

    private final Desk desk;
    private final ForeignCommits foreign;
    private final Map<Long, List<Command.CommitOffset>> requests = new HashMap<>();
    private final List<Message.CommittedOffset> untold = new ArrayList<>();
    private long committedMs;
    private long watchedMs;
    private long watchRequest;

    Committer(Desk desk, ForeignCommits foreign) {
        this.desk = desk;
        this.foreign = foreign;
    }

    void onTick() {
        if (desk.outbox.now() - committedMs >= desk.outbox.config().commitIntervalMs()) {
            committedMs = desk.outbox.now();
            List<PartitionWork> due = new ArrayList<>();
            for (PartitionWork partition : desk.current.values()) {
                if (partition.committing < 0 && partition.isOwned()) {
                    due.add(partition);
                }
            }
            commit(due);
        }
        if (!desk.gone.isEmpty() && desk.outbox.now() - watchedMs >= WATCH_MS) {
            watchedMs = desk.outbox.now();
            forgetReplaced();
            watch();
        }
    }

    private void watch() {
        List<QueuePartition> keys = desk.gone.stream()
                .map(partition -> partition.key)
                .distinct()
                .sorted()
                .toList();
        if (!keys.isEmpty()) {
            watchRequest = desk.outbox.nextRequest();
            desk.outbox.command(new Command.ReadCommitted(watchRequest, keys));
        }
    }

    /** A topic that another one has replaced is never committed again: what is over of it is not waited for. */
    private void forgetReplaced() {
        desk.gone.removeIf(gone -> {
            boolean replaced = desk.current.keySet().stream()
                    .anyMatch(now -> now.queue().equals(gone.key.queue())
                            && !now.topicId().equals(gone.key.topicId()));
            if (replaced) {
                gone.committed = Long.MAX_VALUE;
                desk.prune(gone);
            }
            return gone.claims.isEmpty();
        });
    }

    /** Commits what these partitions have decided beyond their last commit. */
    void commit(List<PartitionWork> partitions) {
        List<Command.CommitOffset> offsets = new ArrayList<>();
        if (requests.size() >= REQUESTS_MAX) {
            return;
        }
        for (PartitionWork partition : partitions) {
            CommitPoint point = partition.tracker.commitPoint();
            if (point.offset() > Math.max(0, partition.committed)) {
                String metadata = CommitMetadata.encode(
                        point,
                        desk.outbox.config().cluster(),
                        seed(),
                        partition.key.topicId(),
                        -1,
                        CommitMetadata.MAX_BYTES_DEFAULT);
                offsets.add(new Command.CommitOffset(partition.key, point.offset(), metadata));
                partition.committing = point.offset();
            }
        }
        if (!offsets.isEmpty()) {
            long request = desk.outbox.nextRequest();
            requests.put(request, offsets);
            desk.outbox.command(new Command.Commit(request, offsets));
        }
    }

    private Id128 seed() {
        View view = desk.membership.maybeView();
        return view == null ? Id128.NONE : view.hashSeed();
    }

    void onCommitDone(Event.CommitDone done) {
        List<Command.CommitOffset> offsets = requests.remove(done.request());
        if (offsets == null) {
            return;
        }
        if (done.result() == Event.CommitResult.REFUSED) {
            desk.outbox.info(
                    "commit",
                    "Kafka refused " + offsets.size()
                            + " commits: the partitions have moved; the leader tells their new owner what ran here");
        }
        for (Command.CommitOffset offset : offsets) {
            PartitionWork partition = maybePartition(offset.partition());
            if (partition != null && partition.committing == offset.offset()) {
                partition.committing = -1;
            }
            if (done.result() == Event.CommitResult.OK) {
                seen(offset.partition(), offset.offset());
                foreign.committed(offset.partition());
            }
        }
    }

    private @Nullable PartitionWork maybePartition(QueuePartition key) {
        return desk.current.get(key);
    }

    void onCommittedRead(Event.CommittedRead read) {
        if (read.request() == watchRequest) {
            read.offsets().forEach(this::seen);
        }
    }

    /** The group's committed offset of a partition is at least this. */
    private void seen(QueuePartition key, long offset) {
        untold.add(new Message.CommittedOffset(key, offset));
        desk.outbox.history().committed(key, offset);
        PartitionWork current = desk.current.get(key);
        if (current != null && offset > current.committed) {
            current.committed = offset;
            desk.prune(current);
        }
        Iterator<PartitionWork> all = desk.gone.iterator();
        while (all.hasNext()) {
            PartitionWork gone = all.next();
            if (gone.key.equals(key)) {
                gone.committed = Math.max(gone.committed, offset);
                desk.prune(gone);
                if (gone.claims.isEmpty()) {
                    all.remove();
                }
            }
        }
    }

    /** A new leader is told all that is known. */
    void tellAllAgain() {
        for (PartitionWork partition : desk.current.values()) {
            if (partition.committed > 0) {
                untold.add(new Message.CommittedOffset(partition.key, partition.committed));
            }
        }
    }

    void flush(NodeId leader) {
        if (!untold.isEmpty()) {
            desk.outbox.send(leader, new Message.Committed(List.copyOf(untold)));
            untold.clear();
        }
    }
}
