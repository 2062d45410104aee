package io.ballot.core.sim;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The brokers: a log for each partition, a group for each queue, and the parked and dead-letter topics. */
final class SimKafka {

    private final SimCluster cluster;
    private final TreeMap<QueuePartition, SimLog> logs = new TreeMap<>();
    private final Set<QueuePartition> deleted = new HashSet<>();
    private final TreeMap<String, SimGroup> groups = new TreeMap<>();
    private final Map<Id128, Integer> sideRecords = new HashMap<>();
    private final List<Id128> submitted = new ArrayList<>();
    private final SimRandom random;

    SimKafka(SimCluster cluster, SimRandom random) {
        this.cluster = cluster;
        this.random = random;
        for (String queue : cluster.plan.queues.keySet()) {
            Id128 topic = random.id();
            List<SimLog> own = new ArrayList<>();
            for (int p = 0; p < cluster.plan.partitions; p++) {
                SimLog log = new SimLog(new QueuePartition(queue, topic, p));
                logs.put(log.partition, log);
                own.add(log);
            }
            groups.put(queue, new SimGroup(cluster, queue, own, random.split()));
        }
    }

    SimLog log(QueuePartition partition) {
        SimLog log = logs.get(partition);
        if (log == null) {
            throw new IllegalStateException("no partition " + partition);
        }
        return log;
    }

    /** Those of topics that are gone too: what was polled of them may still be in hand. */
    Collection<SimLog> everyLog() {
        return logs.values();
    }

    Collection<SimLog> logs() {
        return logs.values().stream()
                .filter(log -> !deleted.contains(log.partition))
                .toList();
    }

    /** A log lost its end; its consumer, which was beyond, begins there again. */
    void truncate(SimLog log, long offset) {
        if (offset < log.committedOfItsOwn()) {
            throw new IllegalArgumentException("what is committed stays: " + log);
        }
        log.truncate(offset);
        SimConsumer owner = group(log.partition.queue()).maybeOwner(log.partition);
        if (owner != null) {
            owner.beginAgain(log.partition, offset);
        }
    }

    /** The log that has its queue and number now: its own, or that of the topic that was created since. */
    SimLog ofThatName(QueuePartition partition) {
        return logs().stream()
                .filter(log -> log.partition.queue().equals(partition.queue()))
                .filter(log -> log.partition.partition() == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    /** Deletes a queue's topic and creates it again: empty, under a new id, with no offsets of the group. */
    void recreate(String queue) {
        recreateUnnoticed(queue);
        notice(queue);
    }

    /** Consumers go on as if it were the old one, and commit by its name, until they {@link #notice}. */
    void recreateUnnoticed(String queue) {
        Id128 topic = random.id();
        for (SimLog old : List.copyOf(logs())) {
            if (old.partition.queue().equals(queue)) {
                SimLog log = new SimLog(new QueuePartition(queue, topic, old.partition.partition()));
                deleted.add(old.partition);
                logs.put(log.partition, log);
                group(queue).replace(old, log);
            }
        }
    }

    /** Whoever had partitions of a topic that is gone learns of that; those of the new one are dealt out. */
    void notice(String queue) {
        deleted.stream().filter(old -> old.queue().equals(queue)).sorted().forEach(group(queue)::notice);
    }

    SimGroup group(String queue) {
        SimGroup group = groups.get(queue);
        if (group == null) {
            throw new IllegalStateException("no queue " + queue);
        }
        return group;
    }

    Collection<SimGroup> groups() {
        return groups.values();
    }

    /** Plans the submission of all tasks, planted duplicates included. */
    void planSubmissions() {
        for (int i = 0; i < cluster.plan.tasks; i++) {
            cluster.heap.after(random.between(0, cluster.plan.submitMs), this::submit);
        }
    }

    private void submit() {
        SimLog log = random.pick(new ArrayList<>(logs()));
        if (random.chance(cluster.plan.offsetGaps)) {
            log.gap();
        }
        boolean named = random.chance(cluster.plan.namedByRecord);
        Id128 id = random.id();
        log.append(id, named);
        if (named) {
            return;
        }
        submitted.add(id);
        if (random.chance(cluster.plan.twins)) {
            cluster.coverage.hit(FaultKind.TWIN_SUBMITTED);
            log.append(id, false);
        }
        if (random.chance(cluster.plan.duplicates)) {
            Id128 again = random.pick(submitted);
            SimLog other = random.pick(new ArrayList<>(logs()));
            if (other.partition.queue().equals(queueOf(again))) {
                cluster.coverage.hit(FaultKind.DUPLICATE_SUBMITTED);
                other.append(again, false);
            }
        }
    }

    /** An id belongs to one queue: the queue's name is hashed into it. */
    private String queueOf(Id128 id) {
        for (SimLog log : logs.values()) {
            for (SimLog.SimRecord record : log.records()) {
                if (record.id().equals(id)) {
                    return log.partition.queue();
                }
            }
        }
        throw new IllegalStateException("never submitted: " + id);
    }

    /** An operator sets a group's offset back; whoever owned the partition has lost it. */
    void resetSomeOffset() {
        SimLog log = random.pick(new ArrayList<>(logs()));
        if (log.committedOfItsOwn() > 0) {
            log.reset(random.between(0, log.committed()));
            SimConsumer owner = group(log.partition.queue()).maybeOwner(log.partition);
            if (owner != null) {
                group(log.partition.queue()).expel(owner);
            }
        }
    }

    void sideRecordWritten(Id128 id) {
        sideRecords.merge(id, 1, Integer::sum);
    }

    boolean hasSideRecord(Id128 id) {
        return sideRecords(id) > 0;
    }

    /** Copies of it in the parked and dead-letter topics. */
    int sideRecords(Id128 id) {
        return sideRecords.getOrDefault(id, 0);
    }

    boolean isDone() {
        return logs().stream().allMatch(SimLog::isDone);
    }
}
