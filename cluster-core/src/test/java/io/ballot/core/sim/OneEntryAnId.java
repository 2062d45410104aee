package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.member.Role;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I15: one ledger entry an id, and members differ only by entries not yet acknowledged: a follower that has applied all
 * that its leader has issued holds the very ledger that the leader holds.
 */
final class OneEntryAnId extends Invariant {

    OneEntryAnId(SimCluster cluster) {
        super("I15", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        boolean entries =
                event instanceof Event.Received received && received.envelope().message() instanceof Message.Replicate;
        NodeMachine follower = process.maybeMachine();
        if (!entries || follower == null || follower.role() != Role.FOLLOWER) {
            return;
        }
        Map<Id128, String> held = ledger(follower.registry());
        for (SimProcess other : cluster.processes()) {
            NodeMachine leader = other.maybeMachine();
            if (leader != null
                    && leader.role() == Role.LEADER
                    && leader.epoch() == follower.epoch()
                    && leader.appliedSeq() == follower.appliedSeq()) {
                compare(process, held, other, ledger(leader.registry()));
            }
        }
    }

    private void compare(SimProcess a, Map<Id128, String> one, SimProcess b, Map<Id128, String> two) {
        cluster.coverage.count("ledgers compared", 1);
        if (!one.equals(two)) {
            Map<Id128, String> only = new HashMap<>(one);
            only.entrySet().removeAll(two.entrySet());
            Map<Id128, String> other = new HashMap<>(two);
            other.entrySet().removeAll(one.entrySet());
            throw broken("ledgers differ: " + a + " has " + only + ", " + b + " has " + other);
        }
    }

    private Map<Id128, String> ledger(Registry registry) {
        Map<Id128, String> entries = new HashMap<>();
        registry.forEachEntry(slot -> {
            Id128 id = new Id128(registry.idHi(slot), registry.idLo(slot));
            String text = registry.token(slot) + " " + registry.state(slot) + " " + registry.outcome(slot) + " "
                    + registry.holder(slot) + " " + registry.partition(slot) + "/" + registry.offset(slot) + " attempt "
                    + registry.attempt(slot);
            String before = entries.put(id, text);
            if (before != null) {
                throw broken("two entries of " + id + ": " + before + " and " + text);
            }
        });
        return entries;
    }
}
