package io.ballot.core.vote;

import io.ballot.core.Command;
import io.ballot.core.Outbox;
import io.ballot.core.member.Departures;
import io.ballot.protocol.Life;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Has processes that seem to be gone taken out of the consumer groups, so that their partitions need not wait for Kafka's
 * session timeout: those whose address refuses while their member znode still names them.
 *
 * <p>Nothing of what they held is decided by it (R9 decides that). One that lives after all loses its partitions (R11) and
 * joins again.
 */
final class Evictions {

    private final Outbox outbox;
    private final Departures departures;
    private final SortedSet<Life> evicted = new TreeSet<>();

    Evictions(Outbox outbox, Departures departures) {
        this.outbox = outbox;
        this.departures = departures;
    }

    void pump() {
        evicted.removeIf(
                life -> !departures.isRefused(life)); // heard again, or its znode is gone: a next time is another
        for (Life life : departures.refused()) {
            if (!life.node().equals(outbox.self()) && evicted.add(life)) {
                outbox.info("evict", life + " seems to be gone: it is removed from the consumer groups");
                outbox.command(new Command.RemoveFromGroups(life.node()));
            }
        }
    }
}
