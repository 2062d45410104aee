package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * No invariant of its own: who wrote which epoch, what stood in ZooKeeper then, how that reign began. As ZooKeeper has it,
 * whatever the machines believe.
 */
final class Reigns extends Invariant {

    /** One epoch. */
    static final class Reign {
        final long epoch;
        final @Nullable Life maybeClaimant;
        /** What the claimant finds when it reads after its epoch write. */
        final @Nullable View maybePrevious;

        final SortedMap<QueuePartition, Long> ceilings;
        /** It has said that no member of the previous view came back. */
        boolean unclean;

        @Nullable
        View maybeFirstView;

        Reign(long epoch, @Nullable Life claimant, @Nullable View previous, SortedMap<QueuePartition, Long> ceilings) {
            this.epoch = epoch;
            this.maybeClaimant = claimant;
            this.maybePrevious = previous;
            this.ceilings = ceilings;
        }
    }

    /** Told of what changed in ZooKeeper. */
    interface Listener {
        default void onClaimed(Reign reign) {}

        default void onViewStored(View view, @Nullable View maybeBefore) {}
    }

    private final TreeMap<Long, Reign> reigns = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private @Nullable View maybeView;
    private long latestUnclean;

    Reigns(SimCluster cluster) {
        super("reigns", cluster);
    }

    void tell(Listener listener) {
        listeners.add(listener);
    }

    @Nullable
    Reign maybe(long epoch) {
        return reigns.get(epoch);
    }

    /** Whether the claimant of one of these epochs, ends included, said that it starts without a member of the view before. */
    boolean uncleanIn(long first, long last) {
        for (long epoch = first; epoch <= last; epoch++) {
            Reign reign = reigns.get(epoch);
            if (reign != null && reign.unclean) {
                return true;
            }
        }
        return false;
    }

    /** The highest epoch whose claimant said that it starts without a member of the view before; 0 for none. */
    long latestUnclean() {
        return latestUnclean;
    }

    /** At once: seen later, the last view of a reign would stand beside the next one's epoch. */
    @Override
    void onStored() {
        look();
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        look();
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        look();
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        look();
        boolean unclean = command instanceof Command.Note note && note.kind().equals("unclean");
        if (unclean && process.maybeMachine() != null) {
            Reign reign = reigns.get(process.maybeMachine().epoch());
            if (reign != null) {
                reign.unclean = true;
                latestUnclean = Math.max(latestUnclean, reign.epoch);
            }
        }
    }

    private void look() {
        SimZooKeeper zooKeeper = cluster.zooKeeper;
        if (!reigns.containsKey(zooKeeper.epoch())) {
            Reign reign = new Reign(
                    zooKeeper.epoch(),
                    zooKeeper.maybeClaimant(),
                    zooKeeper.maybeView(),
                    zooKeeper.state().ceilings());
            reigns.put(reign.epoch, reign);
            listeners.forEach(listener -> listener.onClaimed(reign));
        }
        View now = zooKeeper.maybeView();
        View before = maybeView;
        if (now != null && now != before) {
            maybeView = now;
            listeners.forEach(listener -> listener.onViewStored(now, before));
            Reign reign = reigns.get(now.epoch());
            if (reign != null && reign.maybeFirstView == null) {
                reign.maybeFirstView = now;
            }
        }
    }
}
