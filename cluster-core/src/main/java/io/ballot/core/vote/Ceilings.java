package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bound above every granted offset, stored in ZooKeeper and raised in blocks ahead of need (R4): what a start without
 * any memory still knows.
 *
 * <p>A block is about the traffic of {@code zk.grace.ms}: it doubles while it is used up within that time and shrinks
 * again when it lasts longer. At the ceiling votes wait; nothing becomes doubtful.
 */
final class Ceilings {

    private static final long BLOCK_MIN = 64;
    private static final long BLOCK_MAX = 1L << 22;

    /** Votes that wait at the ceilings, in requests; beyond it they are dropped, and asked again by their senders. */
    private static final int WAITING_MAX = 10_000;

    private static final long RETRY_MS = 300;

    private static final class Block {
        long size = BLOCK_MIN;
        long raisedMs = Long.MIN_VALUE / 2;
    }

    record Waiting(Life asker, Message.VoteRequest request) {}

    private final Outbox outbox;
    private final Referee referee;
    private final long graceMs;
    private final TreeMap<QueuePartition, Long> stored;
    private final TreeMap<QueuePartition, Long> wanted = new TreeMap<>();
    private final Map<QueuePartition, Block> blocks = new HashMap<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private SortedMap<QueuePartition, Long> writing = new TreeMap<>();
    private long failedMs = Long.MIN_VALUE / 2;

    Ceilings(Outbox outbox, Referee referee, long graceMs, SortedMap<QueuePartition, Long> stored) {
        this.outbox = outbox;
        this.referee = referee;
        this.graceMs = graceMs;
        this.stored = new TreeMap<>(stored);
    }

    SortedMap<QueuePartition, Long> stored() {
        return stored;
    }

    /** Whether {@code offset} may be granted now; asks for a higher ceiling when that comes near. */
    boolean admits(QueuePartition partition, long offset) {
        long ceiling = stored.getOrDefault(partition, 0L);
        long coming = wanted.getOrDefault(partition, ceiling);
        Block block = blocks.computeIfAbsent(partition, p -> new Block());
        if (offset >= coming - block.size / 2) {
            boolean usedUpFast = outbox.now() - block.raisedMs < graceMs;
            block.size = usedUpFast ? Math.min(BLOCK_MAX, block.size * 2) : Math.max(BLOCK_MIN, block.size / 2);
            block.raisedMs = outbox.now();
            wanted.put(partition, offset + 1 + block.size);
        }
        return offset < ceiling;
    }

    void wait(Life asker, Message.VoteRequest request) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(new Waiting(asker, request));
        }
    }

    int waitingCount() {
        return waiting.size();
    }

    /** Writes what is wanted, one write at a time, all partitions of the queues concerned. */
    void flush() {
        if (wanted.isEmpty() || !writing.isEmpty() || outbox.now() - failedMs < RETRY_MS) {
            return;
        }
        List<String> queues =
                wanted.keySet().stream().map(QueuePartition::queue).distinct().toList();
        TreeMap<QueuePartition, Long> all = new TreeMap<>();
        for (QueuePartition partition : union(stored, wanted)) {
            if (queues.contains(partition.queue())) {
                long now = stored.getOrDefault(partition, 0L);
                all.put(partition, Math.max(now, wanted.getOrDefault(partition, 0L)));
            }
        }
        wanted.clear();
        writing = all;
        referee.writeCeilings(all);
    }

    private static List<QueuePartition> union(SortedMap<QueuePartition, Long> a, SortedMap<QueuePartition, Long> b) {
        TreeMap<QueuePartition, Long> both = new TreeMap<>(a);
        both.putAll(b);
        return new ArrayList<>(both.keySet());
    }

    /** The write went through. @return the votes that waited, to be tried again in their order */
    List<Waiting> onStored() {
        stored.putAll(writing);
        writing = new TreeMap<>();
        List<Waiting> again = new ArrayList<>(waiting);
        waiting.clear();
        return again;
    }

    void onFailed() {
        failedMs = outbox.now();
        writing.forEach((partition, offset) -> wanted.merge(partition, offset, Math::max));
        writing = new TreeMap<>();
    }

    /** Whether nothing is being written. */
    boolean isSettled() {
        return writing.isEmpty();
    }

    /** Lowers the ceilings to what was really granted: an orderly stop leaves nothing doubtful. */
    void lower(Map<QueuePartition, Long> truth) {
        TreeMap<QueuePartition, Long> all = new TreeMap<>(stored);
        truth.forEach(all::put);
        wanted.clear();
        if (!all.isEmpty()) {
            writing = all;
            referee.writeCeilings(all);
        }
    }
}
