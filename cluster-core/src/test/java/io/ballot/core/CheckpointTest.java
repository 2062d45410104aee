package io.ballot.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a node writes its whole memory anew: the file never grows beyond what a recovery may take. */
@Tag("F5")
class CheckpointTest {

    private static final CoreConfig CONFIG = OutboxProbe.config("anna");
    private static final FilterParams SHAPE = CONFIG.filter();
    private static final Entry STEP = new Entry.Committed(new QueuePartition("mail", new Id128(7, 7), 0), 5);

    private final Recovery recovery = new Recovery(SHAPE, 100);

    @Test
    void aFileThatManyShortLivesHaveFilledIsReplacedAtOnce() {
        for (int life = 0; life < 4; life++) {
            recovery.replay(steps(CONFIG.checkpointTasks() / 4));
        }

        assertThat(writtenAtTheFirstTick()).hasOnlyElementsOfType(JournalRecord.Whole.class);
    }

    @Test
    void oneThatHasRoomIsGoneOnWith() {
        recovery.replay(steps(CONFIG.checkpointTasks() - 1));

        assertThat(writtenAtTheFirstTick()).isEmpty();
    }

    @Test
    void whatStandsBeforeTheWholeMemoryDoesNotCount() {
        recovery.replay(steps(CONFIG.checkpointTasks()));
        recovery.replay(new JournalRecord.Whole(1, recovery.registry().snapshot()));
        recovery.replay(steps(10));

        assertThat(writtenAtTheFirstTick()).isEmpty();
    }

    @Test
    void aNewFileThatBeginsWithWhatWasReplayedCountsFromThere() {
        recovery.replay(new JournalRecord.Promise(7));
        recovery.replay(steps(CONFIG.checkpointTasks()));

        assertThat(recovery.checkpoint().epoch()).isEqualTo(7);
        assertThat(writtenAtTheFirstTick()).isEmpty();
    }

    @Test
    void whatAJoinerBroughtCountsByItsSize() {
        int words = 10;
        int[] positions = new int[words];
        long[] bits = new long[words];
        for (int i = 0; i < words; i++) {
            positions[i] = i;
            bits[i] = 1;
        }
        byte[] outcomes = {1, 1, 1};
        Replayed replayed = new Replayed();

        replayed.count(new JournalRecord.Entries(List.of(
                new Entry.Bits(new SnapshotPart.FilterBits(0, positions, bits)),
                new Entry.Outcomes(new SnapshotPart.Recents(TaskIds.wrap(new long[6]), outcomes)))));

        assertThat(replayed.steps()).isEqualTo(2 + words + 3);
    }

    private static JournalRecord steps(long count) {
        return new JournalRecord.Entries(Collections.nCopies((int) count, STEP));
    }

    private List<JournalRecord> writtenAtTheFirstTick() {
        NodeMachine machine = new NodeMachine(CONFIG, recovery);
        List<JournalRecord> written = new ArrayList<>();
        machine.on(new Event.Tick(), 1, command -> {
            if (command instanceof Command.Journal write) {
                written.add(write.change());
            }
        });
        return written;
    }
}
