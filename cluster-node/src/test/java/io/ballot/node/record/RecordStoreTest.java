package io.ballot.node.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStoreTest {

    private static final QueuePartition P0 = new QueuePartition("mail", new Id128(1, 1), 0);
    private static final QueuePartition P1 = new QueuePartition("mail", new Id128(1, 1), 1);

    private final RecordStore store = new RecordStore();

    @Test
    void aRecordIsFoundUntilItIsForgotten() {
        store.put(P0, List.of(record(P0, 7), record(P0, 8)));
        store.put(P1, List.of(record(P1, 7)));

        store.forget(P0, new long[] {7, 99});

        assertThat(store.get(P0, 7)).isNull();
        assertThat(store.get(P0, 8)).isNotNull();
        assertThat(store.getAll(P1, new long[] {6, 7})).containsExactly(null, store.get(P1, 7));
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void aRecordPolledAgainOutlivesTheForgettingOfItsFirstTime() {
        store.put(P0, List.of(record(P0, 7)));
        TaskRecord again = record(P0, 7);
        store.put(P0, List.of(again));

        store.forget(P0, new long[] {7});
        assertThat(store.get(P0, 7)).isSameAs(again);

        store.forget(P0, new long[] {7});
        assertThat(store.get(P0, 7)).isNull();
    }

    @Test
    void clearingAPartitionLeavesTheOthers() {
        store.put(P0, List.of(record(P0, 7), record(P0, 7)));
        store.put(P1, List.of(record(P1, 7)));

        store.clear(P0);

        assertThat(store.get(P0, 7)).isNull();
        assertThat(store.get(P1, 7)).isNotNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anyOrderOfPutsAndForgetsLeavesWhatAPlainMapLeaves(long seed) {
        Random random = new Random(seed);
        Map<Long, Integer> model = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            long base = random.nextInt(2_000);
            if (random.nextBoolean()) {
                List<TaskRecord> batch = new ArrayList<>();
                for (long offset = base; offset < base + random.nextInt(40); offset += 1 + random.nextInt(70)) {
                    batch.add(record(P0, offset));
                    model.merge(offset, 1, Integer::sum);
                }
                store.put(P0, batch);
            } else {
                long[] offsets =
                        random.longs(random.nextInt(40), base, base + 40).toArray();
                store.forget(P0, offsets);
                for (long offset : offsets) {
                    model.computeIfPresent(offset, (o, holds) -> holds == 1 ? null : holds - 1);
                }
            }
            assertThat(store.size()).isEqualTo(model.size());
        }
        for (long offset = 0; offset < 2_100; offset++) {
            assertThat(store.get(P0, offset) != null).as("offset %d", offset).isEqualTo(model.containsKey(offset));
        }
    }

    private static TaskRecord record(QueuePartition partition, long offset) {
        return new TaskRecord(partition, "mail", offset, 0, null, new byte[0], List.of(), 0, null, 0);
    }
}
