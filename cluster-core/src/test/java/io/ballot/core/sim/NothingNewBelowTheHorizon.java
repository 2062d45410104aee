package io.ballot.core.sim;

import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.Token;
import io.ballot.protocol.View;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * I8: no record is taken for new at or below the highest one granted in a generation that the filter has dropped. The
 * filter keeps two; what an unclean start has forgotten is {@link CeilingsAndFloors}'.
 */
final class NothingNewBelowTheHorizon extends Invariant implements Reigns.Listener, Grants.Listener {

    private static final int KEPT = 2;

    private final Reigns reigns;
    private final Map<QueuePartition, TreeMap<Integer, Long>> highest = new HashMap<>();
    private long uncleanEpoch;

    NothingNewBelowTheHorizon(SimCluster cluster, Reigns reigns, Grants grants) {
        super("I8", cluster);
        this.reigns = reigns;
        reigns.tell(this);
        grants.tell(this);
    }

    @Override
    public void onViewStored(View view, @Nullable View before) {
        Reigns.Reign reign = reigns.maybe(view.epoch());
        if (reign != null && reign.unclean && reign.maybeFirstView == null) {
            highest.clear();
            uncleanEpoch = view.epoch();
        }
    }

    @Override
    public void onAnswered(Grants.Grant grant) {
        if (Token.epoch(grant.token()) < uncleanEpoch) {
            return;
        }
        TreeMap<Integer, Long> byGeneration = highest.computeIfAbsent(grant.partition(), partition -> new TreeMap<>());
        if (grant.fresh()) {
            for (Map.Entry<Integer, Long> dropped :
                    byGeneration.headMap(grant.generation() - KEPT, true).entrySet()) {
                cluster.coverage.count("new grants above a horizon", 1);
                if (grant.offset() <= dropped.getValue()) {
                    throw broken(grant + " is taken for new, although " + dropped.getValue()
                            + " was granted in generation " + dropped.getKey() + ", which is dropped");
                }
            }
        }
        byGeneration.merge(grant.generation(), grant.offset(), Math::max);
    }
}
