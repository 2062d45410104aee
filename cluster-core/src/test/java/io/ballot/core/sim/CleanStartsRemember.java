package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I6: leadership that is clean rests on a member of the view before that had promised the epoch and then gave its state; on
 * the leader itself, if it was one.
 *
 * <p>Looks at what the claimant has received by the time its first view is stored. A giver sends in the epoch that it has
 * promised, so what comes in that epoch was read after the promise.
 */
final class CleanStartsRemember extends Invariant implements Reigns.Listener {

    private final Reigns reigns;
    private final Map<Long, Set<StoreRef>> gave = new HashMap<>();
    private final Map<Life, StoreRef> stores = new HashMap<>();

    CleanStartsRemember(SimCluster cluster, Reigns reigns) {
        super("I6", cluster);
        this.reigns = reigns;
        reigns.tell(this);
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Promised) {
            stores.put(from.life, from.store);
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.ClaimEpoch) {
            stores.put(process.life, process.store);
        }
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.Received received) {
            Envelope envelope = received.envelope();
            boolean whole = envelope.message() instanceof Message.Snapshot snapshot
                    && snapshot.part() instanceof SnapshotPart.End;
            Reigns.Reign reign = whole ? reigns.maybe(envelope.epoch()) : null;
            if (reign != null && process.life.equals(reign.maybeClaimant)) {
                gaveAll(envelope.epoch(), envelope.sender());
            }
        }
    }

    private void gaveAll(long epoch, Life giver) {
        StoreRef store = stores.get(giver);
        if (store != null) {
            gave.computeIfAbsent(epoch, e -> new HashSet<>()).add(store);
        }
    }

    @Override
    public void onViewStored(View view, @Nullable View before) {
        Reigns.Reign reign = reigns.maybe(view.epoch());
        if (reign == null || reign.maybeFirstView != null || reign.maybePrevious == null || reign.unclean) {
            return;
        }
        cluster.coverage.count("clean starts", 1);
        StoreRef own = stores.get(reign.maybeClaimant);
        Set<StoreRef> known = new HashSet<>(gave.getOrDefault(view.epoch(), Set.of()));
        if (own != null) {
            known.add(own);
        }
        if (reign.maybePrevious.inSync().stream().noneMatch(known::contains)) {
            throw broken("epoch " + view.epoch() + " of " + reign.maybeClaimant + " started clean, from " + known
                    + "; the view before was " + reign.maybePrevious.inSync());
        }
    }
}
