package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.Token;
import io.ballot.protocol.View;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I2: a grant that was answered is in filter and ledger of every living member of the in-sync set as ZooKeeper stores it,
 * until it is pruned or its generation dropped.
 *
 * <p>Looked at when it is answered, at every member; for all of them when a view is stored, and at a member whose memory
 * was replaced or that has applied more than grants.
 */
final class AnsweredIsHeld extends Invariant implements Reigns.Listener, Grants.Listener {

    private record Held(Grants.Grant grant, Memory.Window window) {}

    private final Memory memory;
    private final Reigns reigns;
    /** The newest answered grant of each id, while the memory that holds it is not lost. */
    private final Map<Id128, Held> answered = new HashMap<>();

    private final Map<QueuePartition, Long> committed = new HashMap<>();

    AnsweredIsHeld(SimCluster cluster, Memory memory, Reigns reigns, Grants grants) {
        super("I2", cluster);
        this.memory = memory;
        this.reigns = reigns;
        reigns.tell(this);
        grants.tell(this);
    }

    @Override
    public void onAnswered(Grants.Grant grant) {
        boolean beyondBound = cluster.plan.has(FaultKind.CLOCK_BEYOND_BOUND);
        if (beyondBound && Token.epoch(grant.token()) < reigns.latestUnclean()) {
            return; // an unclean start waits for those before it by a clock (R9)
        }
        View view = cluster.zooKeeper.maybeView();
        Held held = new Held(grant, isSuperseded(grant.leader(), view) ? grant.issued() : memory.now());
        answered.merge(grant.id(), held, (a, b) -> a.grant.token() > b.grant.token() ? a : b);
        if (view != null) {
            for (SimProcess process : cluster.processes()) {
                if (view.holds(process.store)) {
                    cluster.coverage.count("answered grants looked for", 1);
                    look(process, held);
                }
            }
        }
    }

    /** What such a leader says is from a memory that is not the cluster's any more: that may have been rotated since. */
    private static boolean isSuperseded(SimProcess leader, @Nullable View view) {
        NodeMachine machine = leader.maybeMachine();
        return machine != null && view != null && view.epoch() > machine.epoch();
    }

    @Override
    public void onViewStored(View view, @Nullable View before) {
        Reigns.Reign reign = reigns.maybe(view.epoch());
        if (reign != null && reign.unclean && reign.maybeFirstView == null) {
            answered.clear();
        }
        for (SimProcess process : cluster.processes()) {
            if (view.holds(process.store)) {
                answered.values().forEach(held -> look(process, held));
            }
        }
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        View view = cluster.zooKeeper.maybeView();
        if (view != null && event instanceof Event.Received received && view.holds(process.store)) {
            Message message = received.envelope().message();
            if (message instanceof Message.Snapshot || (message instanceof Message.Replicate r && changes(r))) {
                answered.values().forEach(held -> look(process, held));
            }
        }
    }

    private static boolean changes(Message.Replicate replicate) {
        return replicate.entries().stream().anyMatch(entry -> !(entry instanceof Entry.Grants));
    }

    private void look(SimProcess process, Held held) {
        NodeMachine machine = process.maybeMachine();
        if (machine != null) {
            look(process, machine.registry(), held);
        }
    }

    private void look(SimProcess process, Registry registry, Held held) {
        Grants.Grant grant = held.grant;
        Id128 id = grant.id();
        if (!registry.mightContain(id.hi(), id.lo()) && !memory.mayHaveForgotten(held.window)) {
            throw broken(process + " is in-sync, and its filter does not have " + grant);
        }
        long slot = registry.find(id.hi(), id.lo());
        boolean holds = slot != Registry.ABSENT && registry.token(slot) >= grant.token();
        if (!holds && !isReplaced(process, grant) && !isCommitted(grant)) {
            throw broken(process + " is in-sync, and its ledger has "
                    + (slot == Registry.ABSENT ? "nothing" : Structure.token(registry.token(slot))) + " for " + grant);
        }
    }

    /**
     * A claimant that starts uncleanly pushes its empty ledger before its view is written. A member of the old view that has
     * promised may have that one; its filter is whole all the same.
     */
    private boolean isReplaced(SimProcess process, Grants.Grant grant) {
        NodeMachine machine = process.maybeMachine();
        return machine != null && reigns.uncleanIn(Token.epoch(grant.token()) + 1, machine.epoch());
    }

    @Override
    void onCommitted(SimProcess by, QueuePartition partition, long from, long to) {
        committed.merge(partition, to, Math::max);
    }

    /**
     * Only what the group has committed, once at least, may leave the ledgers. Which record of the id that was is the newest
     * grant's business, and a leader that repeats it to itself does so unseen.
     */
    private boolean isCommitted(Grants.Grant grant) {
        if (committed.getOrDefault(grant.partition(), 0L) > grant.offset()) {
            return true;
        }
        for (SimLog log : cluster.kafka.everyLog()) {
            if (log.read(0, log.highestCommitted(), Integer.MAX_VALUE).stream()
                    .anyMatch(record -> record.id().equals(grant.id()))) {
                return true;
            }
        }
        return false;
    }
}
