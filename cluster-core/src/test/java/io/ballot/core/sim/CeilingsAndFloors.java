package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.Token;
import io.ballot.protocol.View;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I7: no grant at or above the ceiling that ZooKeeper holds; none of a record taken for new below a doubt floor.
 *
 * <p>Floors are drawn here again, from ZooKeeper's ceilings and the logs' ends that an unclean leader read, and stay: what
 * lay below one was never known to be new again.
 */
final class CeilingsAndFloors extends Invariant implements Reigns.Listener, Grants.Listener {

    private record Floor(long epoch, long offset) {}

    private final Reigns reigns;
    private final Map<Long, Map<QueuePartition, Long>> ends = new HashMap<>();
    private final Map<QueuePartition, Floor> floors = new HashMap<>();

    CeilingsAndFloors(SimCluster cluster, Reigns reigns, Grants grants) {
        super("I7", cluster);
        this.reigns = reigns;
        reigns.tell(this);
        grants.tell(this);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.EndsRead read && process.maybeMachine() != null) {
            Map<QueuePartition, Long> lowest =
                    ends.computeIfAbsent(process.maybeMachine().epoch(), epoch -> new HashMap<>());
            read.ends().forEach((partition, end) -> lowest.merge(partition, end, Math::min));
        }
    }

    @Override
    public void onViewStored(View view, @Nullable View before) {
        Reigns.Reign reign = reigns.maybe(view.epoch());
        if (reign != null && reign.unclean && reign.maybeFirstView == null) {
            Map<QueuePartition, Long> read = ends.getOrDefault(view.epoch(), Map.of());
            reign.ceilings.forEach((partition, ceiling) -> {
                long floor = Math.min(ceiling, read.getOrDefault(partition, ceiling));
                raise(partition, view.epoch(), floor);
            });
        }
    }

    private void raise(QueuePartition partition, long epoch, long offset) {
        Floor floor = floors.get(partition);
        if (floor == null || floor.offset() < offset) {
            floors.put(partition, new Floor(epoch, offset));
        }
    }

    @Override
    public void onAnswered(Grants.Grant grant) {
        long ceiling = cluster.zooKeeper.ceiling(grant.partition());
        boolean excused = cluster.plan.has(FaultKind.CLOCK_BEYOND_BOUND)
                && Token.epoch(grant.token())
                        < cluster.zooKeeper.epoch(); // its reign may be longer over than R9 allows
        if (grant.offset() >= ceiling && !excused) {
            throw broken(grant + " is not below the ceiling " + ceiling);
        }
        Floor floor = floors.get(grant.partition());
        if (floor != null
                && grant.fresh()
                && Token.epoch(grant.token()) >= floor.epoch()
                && grant.offset() < floor.offset()) {
            throw broken(grant + " is taken for new below the doubt floor " + floor);
        }
    }
}
