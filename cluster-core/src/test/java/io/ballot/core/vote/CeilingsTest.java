package io.ballot.core.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.OutboxProbe;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.PartitionMarks;
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

    /** A claim of the first and the last: it counts by its offsets. */
    private boolean admits(QueuePartition partition, long first, long last) {
        long[] offsets = first == last ? new long[] {first} : new long[] {first, last};
        TaskIds ids = TaskIds.of(
                first == last
                        ? new Id128[] {new Id128(5, first)}
                        : new Id128[] {new Id128(5, first), new Id128(5, last)});
        return ceilings.admits(new Claim(1, partition, offsets, ids, new byte[offsets.length]));
    }

    private static QueuePartition partition(int number) {
        return new QueuePartition("q", new Id128(1, 1), number);
    }

    /** @return how many writes that took */
    private int store() {
        ceilings.flush();
        List<Command.WriteCeilings> writes = probe.taken(Command.WriteCeilings.class);
        for (Command.WriteCeilings write : writes) {
            storedBy(write);
            ceilings.onStored();
        }
        return writes.size();
    }

    private long storedBy(Command.WriteCeilings write) {
        referee.onDone(new Event.GuardedDone(write.request(), Event.GuardedResult.OK));
        return write.ceilings().get(P0);
    }

    @Test
    void nothingIsGrantedBeforeAHigherCeilingIsStored() {
        assertThat(admits(P0, 10, 10)).isFalse();
        ceilings.wait(OutboxProbe.life("n2", 1), request(10));
        ceilings.flush();
        Command.WriteCeilings write = probe.taken(Command.WriteCeilings.class).get(0);
        assertThat(write.epochVersion()).isEqualTo(3);
        assertThat(storedBy(write)).isGreaterThan(10 + 64);
        assertThat(ceilings.onStored()).extracting(Ceilings.Waiting::request).hasSize(1);
        assertThat(admits(P0, 10, 10)).isTrue();
    }

    @Test
    void whoAsksTheSameAgainWaitsOnce() {
        for (int time = 0; time < 20_000; time++) {
            ceilings.wait(OutboxProbe.life("n2", 1), request(10));
        }
        ceilings.wait(OutboxProbe.life("n2", 2), request(10));
        ceilings.wait(OutboxProbe.life("n2", 2), request(11));
        assertThat(ceilings.waitingCount()).isEqualTo(3);
    }

    @Test
    @Tag("S32")
    void afterTwoSecondsItIsAheadByWhatOneGraceTakesAndStaysSo() {
        long offset = 0;
        for (int tenth = 0; tenth < 6_000; tenth++) {
            admits(P0, offset, offset + 1);
            offset += 2;
            store();
            if (tenth >= 20) {
                assertThat(ceilings.stored().get(P0)).isBetween(offset + 20 * 60, offset + 2 * 20 * 60 + 100);
            }
            probe.after(100);
        }
    }

    @Test
    void aSteadyLoadIsWrittenTwiceAGraceHoweverManyPartitionsItHas() {
        long writes = 0;
        for (int second = 0; second < 600; second++) {
            for (int partition = 0; partition < 50; partition++) {
                // Each began at another time, so each would come near its ceiling at another time.
                if (second >= partition) {
                    long first = 10L * (second - partition);
                    admits(partition(partition), first, first + 9);
                    int written = store();
                    writes += second >= 120 ? written : 0;
                }
            }
            probe.after(1_000);
        }
        assertThat(writes).isBetween(4L, 20L);
    }

    @Test
    void aPollFarAheadOfSlowTasksReservesNoMoreThanAGuess() {
        admits(P0, 0, 1_999);
        store();
        assertThat(ceilings.stored()).containsEntry(P0, 2_000 + 2 * Traffic.GUESSED_MAX);
    }

    @Test
    void aPartitionThatIsConsumedHasACeilingBeforeItsFirstVoteAndNoLowerOneThanTheBusiestOfItsQueue() {
        ceilings.consumed(PartitionMarks.none(P0));
        ceilings.consumed(new PartitionMarks(partition(1), 900, -1, -1, -1, 700));
        ceilings.consumed(new PartitionMarks(partition(2), -1, -1, -1, 5_000, 1_000));
        store();
        assertThat(ceilings.stored())
                .containsEntry(P0, 128L)
                .containsEntry(partition(1), 901 + 128L)
                .containsEntry(partition(2), 5_000 + 128L);
        admits(partition(1), 901, 920);
        probe.after(Traffic.WINDOW_MS);
        store();
        assertThat(admits(P0, 0, 20 * 60)).isTrue();
    }

    @Test
    void aJumpOverRecordsThatAreGoneIsNoTraffic() {
        admits(P0, 0, 0);
        admits(P0, 1_000_000, 1_000_000);
        store();
        assertThat(ceilings.stored().get(P0)).isBetween(1_000_001L, 1_000_001L + 1_000);
    }

    @Test
    void aWriteThatFailedIsTriedAgain() {
        admits(P0, 0, 0);
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
        admits(P0, 500, 500);
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
