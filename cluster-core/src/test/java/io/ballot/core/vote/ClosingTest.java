package io.ballot.core.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.OutboxProbe;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D5")
class ClosingTest {

    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);
    private static final FilterParams FILTER = new FilterParams(1000, 1e-3);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Referee referee = new Referee(probe.outbox, 3, null, 0);
    private final Ceilings ceilings = new Ceilings(probe.outbox, referee, 60_000, new TreeMap<>(Map.of(P0, 100L)));
    private final Registry registry = new Registry(FILTER, 100);
    private final Closing closing = new Closing(probe.outbox, referee, ceilings, registry);

    private void granted(long offset) {
        Claim claim = new Claim(1, P0, new long[] {offset}, TaskIds.of(new Id128(5, offset)), new byte[1]);
        registry.apply(new Entry.Grants(
                OutboxProbe.life("n1", 1), claim, new long[] {7}, new byte[1], new byte[] {1}, new byte[] {1}));
    }

    private long ceilingWritten() {
        List<StoreRef> inSync = List.of(OutboxProbe.store("n1"));
        closing.begin(new View(1, probe.outbox.self(), inSync, FILTER, new Id128(7, 7), OutboxProbe.TIMES, false));
        return probe.taken(Command.WriteCeilings.class).get(0).ceilings().get(P0);
    }

    @Test
    void theCeilingIsLoweredToWhatWasGranted() {
        granted(30);

        assertThat(ceilingWritten()).isEqualTo(31);
    }

    @Test
    void theCeilingStaysAboveWhatIsStillDoubtful() {
        registry.raiseFloor(P0, 50);
        granted(30);

        assertThat(ceilingWritten()).isEqualTo(50);
    }

    @Test
    void theCeilingStaysAboveWhatWasDoubtfulAndIsDecided() {
        registry.raiseFloor(P0, 50);
        granted(30);
        registry.apply(new Entry.Committed(P0, 60));

        assertThat(ceilingWritten()).isEqualTo(50);
    }
}
