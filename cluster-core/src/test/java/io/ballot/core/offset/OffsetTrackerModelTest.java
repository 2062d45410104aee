package io.ballot.core.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracker against the plainest thing that could be right: a sorted map of everything ever polled. */
@Tag("C1")
class OffsetTrackerModelTest {

    /** Offset to decided. */
    private final TreeMap<Long, Boolean> model = new TreeMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyOrderOfPollsAndDecisionsGivesWhatThePlainModelGives(long seed) {
        Random random = new Random(seed);
        long start = random.nextInt(1000);
        OffsetTracker tracker = new OffsetTracker(start);
        int gapBound = 1 + random.nextInt(3);
        long next = start;
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(10) < 3) {
                long[] batch = new long[random.nextInt(step % 500 == 0 ? 3_000 : 20)];
                Id128[] ids = new Id128[batch.length];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = next + random.nextInt(gapBound);
                    ids[i] = new Id128(batch[i], seed);
                    next = batch[i] + 1;
                    model.put(batch[i], false);
                }
                tracker.polled(batch, TaskIds.of(ids));
            } else {
                long[] batch = pick(random, random.nextInt(60));
                tracker.decided(batch);
                for (long offset : batch) {
                    model.computeIfPresent(offset, (o, d) -> true);
                }
            }
            compare(tracker, start, next, seed);
        }
    }

    private long[] pick(Random random, int count) {
        List<Long> undecided = new ArrayList<>();
        model.forEach((offset, decided) -> {
            if (!decided && undecided.size() < 200) {
                undecided.add(offset);
            }
        });
        long[] picked = new long[undecided.isEmpty() ? 0 : count];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = undecided.get(random.nextInt(undecided.size())) + (random.nextInt(20) == 0 ? 1 : 0);
        }
        return picked;
    }

    private void compare(OffsetTracker tracker, long start, long next, long seed) {
        while (!model.isEmpty() && model.firstEntry().getValue()) {
            model.pollFirstEntry();
        }
        long expected = model.isEmpty() ? next : model.firstKey();
        List<Long> finished = new ArrayList<>();
        model.forEach((offset, decided) -> {
            if (decided) {
                finished.add(offset);
            }
        });
        CommitPoint point = tracker.commitPoint();
        assertThat(point.offset()).as("commit offset").isEqualTo(expected).isGreaterThanOrEqualTo(start);
        assertThat(tracker.lowestUndecided()).isEqualTo(model.isEmpty() ? -1 : model.firstKey());
        assertThat(tracker.retained()).isEqualTo(model.size());
        assertThat(tracker.inFlight()).isEqualTo(model.size() - finished.size());
        int shown = Math.min(finished.size(), OffsetTracker.FINISHED_MAX);
        assertThat(point.finished()).hasSize(shown);
        for (int i = 0; i < shown; i++) {
            assertThat(point.finished()[i]).isEqualTo(finished.get(i));
            assertThat(point.prints()[i]).isEqualTo(CommitPoint.fingerprint(finished.get(i), seed));
        }
    }
}
