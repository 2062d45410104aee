package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Command.Consumption;
import io.ballot.core.Event;
import io.ballot.core.offset.CommitPoint;
import io.ballot.core.offset.StartPoint;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One process's consumers, as its adapter runs them: assignment and revocation in the client's order, fetching, and what it
 * believes it owns, which may differ from what the broker says.
 */
final class SimConsumer {

    private static final class Tenancy {
        long position;
        boolean paused;
        boolean revoking;
    }

    private final SimProcess process;
    private final SimCluster cluster;
    private final SimRandom random;
    private final SimBroker broker;
    private final TreeMap<QueuePartition, Tenancy> assigned = new TreeMap<>();
    private final TreeMap<Long, Revocation> revocations = new TreeMap<>();
    private final TreeSet<String> expelledFrom = new TreeSet<>();
    private Consumption wanted = Consumption.OFF;
    private boolean inGroups;
    private boolean leaving;
    private boolean seeded;
    private boolean reachable = true;
    private int outages;
    private long lastEventMs;

    /** @param maybeGroup null when the consumers themselves leave */
    private record Revocation(@Nullable SimGroup maybeGroup, List<QueuePartition> partitions) {}

    SimConsumer(SimProcess process, SimRandom random) {
        this.process = process;
        this.cluster = process.cluster;
        this.random = random;
        this.broker = new SimBroker(process, this, random.split());
    }

    NodeId name() {
        return process.name();
    }

    boolean isReachable() {
        return reachable;
    }

    boolean believesToOwn(QueuePartition partition) {
        return assigned.containsKey(partition);
    }

    // ---- what the machine asks

    boolean carryOut(Command command) {
        if (command instanceof Command.HashSeed) {
            seeded = true;
        } else if (command instanceof Command.Consume consume) {
            consume(consume.consumption());
        } else if (command instanceof Command.PausePartitions pause) {
            setPaused(pause.partitions(), true);
        } else if (command instanceof Command.ResumePartitions resume) {
            setPaused(resume.partitions(), false);
        } else if (command instanceof Command.ReadLag read) {
            readLag(read);
        } else if (command instanceof Command.RevokeDone done) {
            broker.inOrder(() -> revokeDone(done.revoke()));
        } else {
            return broker.carryOut(command);
        }
        return true;
    }

    private void consume(Consumption next) {
        if (!seeded && next != Consumption.OFF) {
            throw new InvariantViolation("contract", process + " consumes before it knows the hash seed");
        }
        wanted = next;
        if (next == Consumption.OFF) {
            leave();
        } else if (!inGroups && !leaving) {
            enter();
        }
    }

    private void enter() {
        inGroups = true;
        broker.inOrder(() -> {
            if (inGroups) {
                cluster.kafka.groups().forEach(group -> group.join(this));
            }
        });
        process.after(random.between(5, 30), this::poll);
    }

    private void leave() {
        if (leaving) {
            return;
        }
        if (!inGroups) {
            inLine(() -> process.deliver(new Event.ConsumptionStopped()));
            return;
        }
        leaving = true;
        inLine(() -> {
            List<QueuePartition> all = new ArrayList<>(assigned.keySet());
            revokeFromMachine(cluster.nextNumber(), null, all);
        });
    }

    /** Its own thread asks the broker; no answer comes while that is away. */
    private void readLag(Command.ReadLag read) {
        process.after(random.between(1, 40), () -> {
            TreeMap<QueuePartition, Long> behind = new TreeMap<>();
            for (QueuePartition partition : read.partitions()) {
                Tenancy tenancy = assigned.get(partition);
                if (tenancy != null) {
                    behind.put(partition, cluster.kafka.log(partition).end() - tenancy.position);
                }
            }
            if (reachable && !behind.isEmpty()) {
                process.deliver(new Event.LagRead(read.request(), behind));
            }
        });
    }

    private void setPaused(List<QueuePartition> partitions, boolean paused) {
        for (QueuePartition partition : partitions) {
            Tenancy tenancy = assigned.get(partition);
            if (tenancy != null) {
                tenancy.paused = paused;
            }
        }
    }

    private void revokeDone(long number) {
        Revocation revocation = revocations.remove(number);
        if (revocation == null) {
            return;
        }
        for (QueuePartition partition : revocation.partitions()) {
            Tenancy tenancy = assigned.get(partition);
            if (tenancy != null && tenancy.revoking) {
                assigned.remove(partition);
            }
        }
        SimGroup group = revocation.maybeGroup();
        if (group != null) {
            group.revoked(number);
            return;
        }
        cluster.kafka.groups().forEach(left -> left.remove(this));
        inGroups = false;
        leaving = false;
        expelledFrom.clear();
        inLine(() -> {
            process.deliver(new Event.ConsumptionStopped());
            if (wanted != Consumption.OFF && !inGroups) {
                enter();
            }
        });
    }

    // ---- what the group does

    /** What the client is told, in order, a little late. */
    private void inLine(Runnable told) {
        lastEventMs = Math.max(lastEventMs, cluster.heap.now() + random.between(1, 40));
        process.at(lastEventMs, told);
    }

    void assign(List<SimLog> logs) {
        inLine(() -> {
            if (leaving || !inGroups) {
                return; // whoever closes takes nothing more
            }
            List<Event.Assigned> events = new ArrayList<>();
            for (SimLog log : logs) {
                if (cluster.kafka.group(log.partition.queue()).owns(this, log.partition)) {
                    StartPoint start = StartPoint.of(log.committed(), log.metadata(), "sim", log.partition.topicId());
                    CommitPoint point = start.point();
                    Tenancy tenancy = new Tenancy();
                    tenancy.position = Math.max(0, point.offset());
                    assigned.put(log.partition, tenancy);
                    events.add(new Event.Assigned(
                            log.partition, point.offset(), point.finished(), point.prints(), start.committedBy()));
                }
            }
            if (!events.isEmpty()) {
                process.deliver(new Event.PartitionsAssigned(events));
            }
        });
    }

    void revoke(long number, SimGroup group, List<QueuePartition> partitions) {
        inLine(() -> revokeFromMachine(number, group, partitions));
    }

    private void revokeFromMachine(long number, @Nullable SimGroup group, List<QueuePartition> partitions) {
        List<QueuePartition> held = new ArrayList<>();
        for (QueuePartition partition : partitions) {
            Tenancy tenancy = assigned.get(partition);
            if (tenancy != null) {
                tenancy.revoking = true;
                held.add(partition);
            }
        }
        revocations.put(number, new Revocation(group, held));
        process.deliver(new Event.PartitionsRevoked(number, held));
    }

    void onExpelled(SimGroup group) {
        expelledFrom.add(group.queue);
        inLine(this::noticeExpulsion);
    }

    /** A partition that is no more. */
    void lose(QueuePartition partition) {
        inLine(() -> {
            if (assigned.remove(partition) != null) {
                process.deliver(new Event.PartitionsLost(List.of(partition)));
            }
        });
    }

    /** The log ends before this position: lost, and come again at its end, as the adapter takes it. */
    void beginAgain(QueuePartition partition, long offset) {
        inLine(() -> {
            Tenancy tenancy = assigned.get(partition);
            if (tenancy != null && tenancy.position > offset) {
                tenancy.position = offset;
                tenancy.paused = false;
                process.deliver(new Event.PartitionsLost(List.of(partition)));
                process.deliver(new Event.PartitionsAssigned(
                        List.of(new Event.Assigned(partition, offset, new long[0], new int[0], Id128.NONE))));
            }
        });
    }

    private void noticeExpulsion() {
        if (!reachable || expelledFrom.isEmpty()) {
            return;
        }
        List<QueuePartition> lost = new ArrayList<>();
        for (QueuePartition partition : assigned.keySet()) {
            if (expelledFrom.contains(partition.queue())) {
                lost.add(partition);
            }
        }
        lost.forEach(assigned::remove);
        List<String> groups = List.copyOf(expelledFrom);
        expelledFrom.clear();
        if (!lost.isEmpty()) {
            process.deliver(new Event.PartitionsLost(lost));
        }
        if (inGroups && !leaving) {
            broker.inOrder(() -> {
                if (inGroups) {
                    groups.forEach(queue -> cluster.kafka.group(queue).join(this));
                }
            });
        }
    }

    /** Kafka cannot be reached for a while; long enough, and the group goes on without this member. */
    void lose(long forMs) {
        reachable = false;
        int outage = ++outages;
        cluster.heap.after(SimPlan.GROUP_SESSION_MS, () -> {
            if (outage == outages && !reachable) {
                cluster.kafka.groups().forEach(group -> group.expel(this));
            }
        });
        cluster.heap.after(forMs, () -> {
            if (outage == outages) {
                reachable = true;
                inLine(this::noticeExpulsion);
            }
        });
    }

    /** The process is stopped for a while: it does not poll, and long enough, the group goes on without it. */
    void sleep(long forMs) {
        if (forMs >= SimPlan.GROUP_SESSION_MS) {
            cluster.heap.after(SimPlan.GROUP_SESSION_MS, () -> {
                if (process.isAlive()) {
                    cluster.kafka.groups().forEach(group -> group.expel(this));
                }
            });
        }
    }

    void die() {
        cluster.heap.after(
                SimPlan.GROUP_SESSION_MS, () -> cluster.kafka.groups().forEach(group -> group.remove(this)));
    }

    // ---- fetching

    private void poll() {
        if (!inGroups) {
            return;
        }
        if (wanted == Consumption.ON && reachable && !leaving) {
            for (QueuePartition partition : List.copyOf(assigned.keySet())) {
                Tenancy tenancy = assigned.get(partition);
                boolean exists = cluster.kafka.ofThatName(partition).partition.equals(partition);
                if (tenancy != null && exists && !tenancy.paused && !tenancy.revoking) {
                    fetch(cluster.kafka.log(partition), tenancy);
                }
            }
        }
        process.after(random.between(5, 60), this::poll);
    }

    private void fetch(SimLog log, Tenancy tenancy) {
        List<SimLog.SimRecord> records = log.read(tenancy.position, log.end(), (int) random.between(1, 30));
        if (records.isEmpty()) {
            return;
        }
        int size = records.size();
        long[] offsets = new long[size];
        byte[] flags = new byte[size];
        Id128[] ids = new Id128[size];
        for (int i = 0; i < size; i++) {
            offsets[i] = records.get(i).offset();
            ids[i] = records.get(i).id();
            flags[i] = records.get(i).namedByRecord() ? Claim.NAMED_BY_RECORD : 0;
        }
        tenancy.position = offsets[size - 1] + 1;
        process.deliver(new Event.Polled(log.partition, offsets, TaskIds.of(ids), flags));
    }
}
