package io.ballot.core.sim;

import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One consumer group at the broker: static members by node name, cooperative and sticky. A partition moves only after its
 * owner has let it go, or has been expelled.
 */
final class SimGroup {

    final String queue;
    private final SimCluster cluster;
    private final List<SimLog> logs;
    private final SimRandom random;
    private final TreeMap<NodeId, SimConsumer> members = new TreeMap<>();
    private final Map<QueuePartition, SimConsumer> owners = new HashMap<>();
    /** Who has a partition of a topic that is gone, and goes on with it. */
    private final Map<QueuePartition, SimConsumer> unaware = new HashMap<>();

    private final Map<QueuePartition, Long> revoking = new HashMap<>();
    private final Map<QueuePartition, NodeId> pinned = new HashMap<>();
    private boolean rebalancePlanned;
    private int turn;

    SimGroup(SimCluster cluster, String queue, List<SimLog> logs, SimRandom random) {
        this.cluster = cluster;
        this.queue = queue;
        this.logs = logs;
        this.random = random;
    }

    /** A new process under an old name takes that member's place. */
    void join(SimConsumer consumer) {
        SimConsumer old = members.put(consumer.name(), consumer);
        if (old != null && old != consumer) {
            free(old);
        }
        planRebalance();
    }

    /** Left in order, timed out, or thrown out. */
    void remove(SimConsumer consumer) {
        if (members.remove(consumer.name(), consumer)) {
            free(consumer);
            planRebalance();
        }
    }

    /** The topic was created anew, and nobody knows: the new partition is dealt out when the old one's owner has gone. */
    void replace(SimLog old, SimLog log) {
        logs.set(logs.indexOf(old), log);
        NodeId pin = pinned.remove(old.partition);
        if (pin != null) {
            pinned.put(log.partition, pin);
        }
        revoking.remove(old.partition);
        SimConsumer owner = owners.remove(old.partition);
        if (owner != null) {
            unaware.put(old.partition, owner);
            owners.put(log.partition, owner);
        }
    }

    /** Who had the old partition sees that it is no more: lost, and the new one is dealt out. */
    void notice(QueuePartition old) {
        SimConsumer owner = unaware.remove(old);
        if (owner != null) {
            owner.lose(old);
            owners.remove(cluster.kafka.ofThatName(old).partition, owner);
            planRebalance();
        }
    }

    private void free(SimConsumer consumer) {
        owners.values().removeIf(owner -> owner == consumer);
        unaware.values().removeIf(owner -> owner == consumer);
        revoking.keySet().removeIf(partition -> !owners.containsKey(partition));
    }

    boolean owns(SimConsumer consumer, QueuePartition partition) {
        return owners.get(partition) == consumer || unaware.get(partition) == consumer;
    }

    boolean hasMember(SimConsumer consumer) {
        return members.get(consumer.name()) == consumer;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** The next rebalance deals the partitions out differently. */
    void shuffle() {
        turn++;
        planRebalance();
    }

    /** From now on the partition is that member's, while it is one. */
    void pin(QueuePartition partition, NodeId member) {
        pinned.put(partition, member);
        planRebalance();
    }

    private void planRebalance() {
        if (!rebalancePlanned) {
            rebalancePlanned = true;
            cluster.heap.after(random.between(20, 300), () -> {
                rebalancePlanned = false;
                rebalance();
            });
        }
    }

    private void rebalance() {
        Map<SimConsumer, List<SimLog>> given = new HashMap<>();
        Map<SimConsumer, List<QueuePartition>> taken = new HashMap<>();
        List<SimConsumer> order = new ArrayList<>(members.values());
        for (int i = 0; i < logs.size() && !order.isEmpty(); i++) {
            SimLog log = logs.get(i);
            SimConsumer dealt = order.get((i + turn) % order.size());
            NodeId pin = pinned.get(log.partition);
            SimConsumer target = pin == null ? dealt : members.getOrDefault(pin, dealt);
            SimConsumer owner = owners.get(log.partition);
            if (owner == null) {
                owners.put(log.partition, target);
                given.computeIfAbsent(target, t -> new ArrayList<>()).add(log);
            } else if (owner != target && !revoking.containsKey(log.partition)) {
                taken.computeIfAbsent(owner, o -> new ArrayList<>()).add(log.partition);
            }
        }
        for (SimConsumer consumer : order) {
            List<SimLog> gain = given.get(consumer);
            if (gain != null) {
                consumer.assign(gain);
            }
            List<QueuePartition> loss = taken.get(consumer);
            if (loss != null) {
                revoke(consumer, loss);
            }
        }
    }

    private void revoke(SimConsumer owner, List<QueuePartition> partitions) {
        long number = cluster.nextNumber();
        partitions.forEach(partition -> revoking.put(partition, number));
        owner.revoke(
                number,
                this,
                partitions.stream()
                        .map(partition -> asKnownTo(owner, partition))
                        .toList());
        cluster.heap.after(SimPlan.REBALANCE_TIMEOUT_MS, () -> {
            if (revoking.containsValue(number)) {
                cluster.trace.line("kafka", owner.name() + " holds up the rebalance of " + queue + ": expelled");
                expel(owner);
            }
        });
    }

    /** Who has not noticed that the topic is another one gives back the old one's partition. */
    private QueuePartition asKnownTo(SimConsumer owner, QueuePartition partition) {
        return unaware.entrySet().stream()
                .filter(entry -> entry.getValue() == owner && entry.getKey().partition() == partition.partition())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(partition);
    }

    void revoked(long number) {
        List<QueuePartition> done = new ArrayList<>();
        revoking.forEach((partition, no) -> {
            if (no == number) {
                done.add(partition);
            }
        });
        done.forEach(partition -> {
            revoking.remove(partition);
            owners.remove(partition);
            unaware.keySet().removeIf(old -> old.partition() == partition.partition());
        });
        planRebalance();
    }

    /** The broker takes the member's partitions away; it learns of that later. */
    void expel(SimConsumer consumer) {
        if (hasMember(consumer)) {
            remove(consumer);
            consumer.onExpelled(this);
        }
    }

    /** The member of that name is removed by somebody's word, whether it lives or not. */
    void expel(NodeId name) {
        SimConsumer member = members.get(name);
        if (member != null) {
            cluster.trace.line("kafka", name + " is removed from " + queue);
            expel(member);
        }
    }

    @Nullable
    SimConsumer maybeOwner(QueuePartition partition) {
        return owners.get(partition);
    }
}
