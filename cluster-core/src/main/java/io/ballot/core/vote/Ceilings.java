package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A bound above every granted offset, stored in ZooKeeper and raised ahead of need (R4): what a start without any memory
 * still knows.
 *
 * <p>ZooKeeper may go at any moment and stay away for {@code zk.grace.ms}, so a ceiling is raised as soon as it is less than
 * one grace's {@link Traffic} ahead, to two graces' ahead. No partition has less than the busiest of its queue, up to
 * {@link Traffic#GUESSED_MAX}: load moves, and where nothing waits nothing can become doubtful. At the ceiling votes wait;
 * nothing becomes doubtful.
 */
final class Ceilings {

    private static final long AHEAD_MIN = 64;
    private static final long AHEAD_MAX = 1L << 22;

    /** Votes that wait at the ceilings, in requests; beyond it they are dropped, and asked again by their senders. */
    private static final int WAITING_MAX = 10_000;

    private static final long RETRY_MS = 300;

    private static final class Track {
        final Traffic traffic;
        long highest;

        Track(Traffic traffic, long highest) {
            this.traffic = traffic;
            this.highest = highest;
        }
    }

    record Waiting(Life asker, Message.VoteRequest request) {}

    private record Question(Life asker, long claimNo, long firstOffset) {}

    private final Outbox outbox;
    private final Referee referee;
    private final long graceMs;
    private final TreeMap<QueuePartition, Long> stored;
    private final TreeMap<QueuePartition, Long> wanted = new TreeMap<>();
    private final TreeMap<QueuePartition, Track> tracks = new TreeMap<>();
    /** One grace's traffic of the busiest partition, by queue. */
    private final Map<String, Long> busiest = new HashMap<>();

    private final LinkedHashMap<Question, Waiting> waiting = new LinkedHashMap<>();
    private SortedMap<QueuePartition, Long> writing = new TreeMap<>();
    private long failedMs = Long.MIN_VALUE / 2;
    private long lookedMs = Long.MIN_VALUE / 2;
    private boolean lowered;

    Ceilings(Outbox outbox, Referee referee, long graceMs, SortedMap<QueuePartition, Long> stored) {
        this.outbox = outbox;
        this.referee = referee;
        this.graceMs = graceMs;
        this.stored = new TreeMap<>(stored);
    }

    SortedMap<QueuePartition, Long> stored() {
        return stored;
    }

    /** Somebody consumes this partition: its first vote may come when ZooKeeper is away. */
    void consumed(PartitionMarks marks) {
        if (!tracks.containsKey(marks.partition())) {
            long highest = Math.max(
                    Math.max(marks.highestClaimed(), marks.horizon()), Math.max(marks.floor(), marks.committed()) - 1);
            track(marks.partition(), highest);
        }
    }

    private Track track(QueuePartition partition, long highest) {
        return tracks.computeIfAbsent(partition, p -> new Track(new Traffic(outbox.now(), graceMs), highest));
    }

    /** Whether all of a claim may be granted now; asks for a higher ceiling when that comes near. */
    boolean admits(Claim claim) {
        QueuePartition partition = claim.partition();
        long first = claim.offsets()[0];
        long last = claim.offsets()[claim.size() - 1];
        Track track = track(partition, first - 1);
        if (last > track.highest) {
            // A jump over records that are gone is no traffic; the markers of transactions between records are.
            track.traffic.claimed(outbox.now(), Math.min(last - track.highest, 2 * (last - first + 1)));
            track.highest = last;
        }
        wantIfBelow(partition, track, ofOneGrace(partition, track));
        return last < stored.getOrDefault(partition, 0L);
    }

    private long ofOneGrace(QueuePartition partition, Track track) {
        long elsewhere = Math.min(Traffic.GUESSED_MAX, busiest.getOrDefault(partition.queue(), 0L));
        long records = Math.max(elsewhere, track.traffic.ofOneGrace(outbox.now()));
        return Math.max(AHEAD_MIN, Math.min(AHEAD_MAX, records));
    }

    private void wantIfBelow(QueuePartition partition, Track track, long ahead) {
        long coming = Math.max(
                stored.getOrDefault(partition, 0L),
                Math.max(wanted.getOrDefault(partition, 0L), writing.getOrDefault(partition, 0L)));
        if (coming <= track.highest + ahead) {
            wanted.put(partition, track.highest + 1 + 2 * ofOneGrace(partition, track));
        }
    }

    /** The same question asked again waits once: its sender repeats it as long as ZooKeeper is away. */
    void wait(Life asker, Message.VoteRequest request) {
        Claim claim = request.claim();
        Question question = new Question(asker, claim.claimNo(), claim.offsets()[0]);
        if (waiting.size() < WAITING_MAX || waiting.containsKey(question)) {
            waiting.put(question, new Waiting(asker, request));
        }
    }

    int waitingCount() {
        return waiting.size();
    }

    /** Writes what is wanted, one write at a time, all partitions of the queues concerned. */
    void flush() {
        look();
        if (wanted.isEmpty() || !writing.isEmpty() || outbox.now() - failedMs < RETRY_MS) {
            return;
        }
        TreeSet<String> queues = new TreeSet<>();
        wanted.keySet().forEach(partition -> queues.add(partition.queue()));
        alsoWhatWillBeWantedSoon(queues);
        TreeMap<QueuePartition, Long> all = new TreeMap<>(stored);
        wanted.forEach((partition, ceiling) -> all.merge(partition, ceiling, Math::max));
        all.keySet().removeIf(partition -> !queues.contains(partition.queue()));
        wanted.clear();
        writing = all;
        referee.writeCeilings(all);
    }

    /** Once in a while for all: a queue may have become busier where nobody votes now. */
    private void look() {
        if (lowered || outbox.now() - lookedMs < Traffic.WINDOW_MS) {
            return;
        }
        lookedMs = outbox.now();
        busiest.clear();
        tracks.forEach((partition, track) ->
                busiest.merge(partition.queue(), track.traffic.ofOneGrace(outbox.now()), Math::max));
        tracks.forEach((partition, track) -> wantIfBelow(partition, track, ofOneGrace(partition, track)));
    }

    /** With the same write, so that a queue is written twice a grace and not once for each of its partitions. */
    private void alsoWhatWillBeWantedSoon(Set<String> queues) {
        if (!lowered) {
            tracks.forEach((partition, track) -> {
                if (queues.contains(partition.queue())) {
                    wantIfBelow(partition, track, ofOneGrace(partition, track) * 3 / 2);
                }
            });
        }
    }

    /** The write went through. @return the votes that waited, to be tried again in their order */
    List<Waiting> onStored() {
        stored.putAll(writing);
        writing = new TreeMap<>();
        List<Waiting> again = new ArrayList<>(waiting.values());
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
        lowered = true;
        TreeMap<QueuePartition, Long> all = new TreeMap<>(stored);
        truth.forEach(all::put);
        wanted.clear();
        if (!all.isEmpty()) {
            writing = all;
            referee.writeCeilings(all);
        }
    }
}
