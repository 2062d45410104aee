package io.ballot.core.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.OutboxProbe;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D5")
class CeilingsTest {

    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Referee referee = new Referee(probe.outbox, 3, null, 0);
    private final Ceilings ceilings = new Ceilings(probe.outbox, referee, 60_000, new TreeMap<>());

    private static Message.VoteRequest request(long offset) {
        Claim claim = new Claim(1, P0, new long[] {offset}, TaskIds.of(new Id128(5, offset)), new byte[1]);
        return new Message.VoteRequest(claim, 0);
    }

    private long storedBy(Command.WriteCeilings write) {
        referee.onDone(new Event.GuardedDone(write.request(), Event.GuardedResult.OK));
        return write.ceilings().get(P0);
    }

    @Test
    void nothingIsGrantedBeforeAHigherCeilingIsStored() {
        assertThat(ceilings.admits(P0, 10)).isFalse();
        ceilings.wait(OutboxProbe.life("n2", 1), request(10));
        ceilings.flush();
        Command.WriteCeilings write = probe.taken(Command.WriteCeilings.class).get(0);
        assertThat(write.epochVersion()).isEqualTo(3);
        assertThat(storedBy(write)).isGreaterThan(10 + 64);
        assertThat(ceilings.onStored()).extracting(Ceilings.Waiting::request).hasSize(1);
        assertThat(ceilings.admits(P0, 10)).isTrue();
    }

    @Test
    void theCeilingIsRaisedAheadOfNeedAndInGrowingBlocks() {
        ceilings.admits(P0, 0);
        ceilings.flush();
        long first = storedBy(probe.taken(Command.WriteCeilings.class).get(0));
        ceilings.onStored();
        assertThat(ceilings.admits(P0, first - 1)).isTrue();
        ceilings.flush();
        long second = storedBy(probe.taken(Command.WriteCeilings.class).get(0));
        assertThat(second - first).isGreaterThan(first);
    }

    @Test
    void aWriteThatFailedIsTriedAgain() {
        ceilings.admits(P0, 0);
        ceilings.flush();
        probe.taken(Command.WriteCeilings.class);
        ceilings.onFailed();
        ceilings.flush();
        assertThat(probe.taken(Command.WriteCeilings.class)).isEmpty();
        probe.after(1000);
        ceilings.flush();
        assertThat(probe.taken(Command.WriteCeilings.class)).hasSize(1);
    }

    @Test
    void anOrderlyStopLowersThemToTheTruth() {
        ceilings.admits(P0, 500);
        ceilings.flush();
        storedBy(probe.taken(Command.WriteCeilings.class).get(0));
        ceilings.onStored();
        TreeMap<QueuePartition, Long> truth = new TreeMap<>();
        truth.put(P0, 501L);
        ceilings.lower(truth);
        List<Command.WriteCeilings> writes = probe.taken(Command.WriteCeilings.class);
        assertThat(writes).hasSize(1);
        assertThat(writes.get(0).ceilings()).containsEntry(P0, 501L);
    }
}
