package io.ballot.core.registry;

import static io.ballot.core.registry.Given.ANNA;
import static io.ballot.core.registry.Given.P0;
import static io.ballot.core.registry.Given.change;
import static io.ballot.core.registry.Given.executed;
import static io.ballot.core.registry.Given.grants;
import static io.ballot.core.registry.Given.knows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generations: what they forget, and what they may not (R5). */
final class RotationTest {

    private final Registry registry = Given.registry();

    @Test
    @Tag("V4")
    void aTaskIsForgottenWithItsGenerationAndItsRecordFallsBelowTheHorizon() {
        registry.apply(grants(ANNA, P0, 0, 1, 1));
        registry.apply(change(1, 1, TaskState.RELEASED));
        registry.apply(new Entry.Committed(P0, 1));
        registry.apply(new Entry.Rotate(1));
        assertThat(knows(registry, 1)).isTrue();
        assertThat(registry.marks(P0).horizon()).isEqualTo(-1);

        registry.apply(grants(ANNA, P0, 1, 2, 2));
        registry.apply(new Entry.Rotate(2));
        assertThat(knows(registry, 1)).isFalse();
        assertThat(registry.marks(P0).horizon()).isEqualTo(0);
        assertThat(registry.marks(P0).highestClaimedBefore()).isEqualTo(1);
    }

    @Test
    @Tag("V4")
    void whatIsInLedgerOrRecentsIsCarriedIntoEachGeneration() {
        registry.apply(grants(ANNA, P0, 0, 1, 1, 2));
        registry.apply(executed(1, 1, Outcome.SUCCESS));
        registry.apply(new Entry.Committed(P0, 1));
        for (int generation = 1; generation < 5; generation++) {
            registry.apply(new Entry.Rotate(generation));
        }

        assertThat(knows(registry, 1)).isTrue();
        assertThat(knows(registry, 2)).isTrue();
    }

    @Test
    void aRotationAppliedAgainChangesNothing() {
        registry.apply(grants(ANNA, P0, 0, 1, 1));
        registry.apply(new Entry.Rotate(1));
        registry.apply(change(1, 1, TaskState.RELEASED));
        registry.apply(new Entry.Committed(P0, 1));
        registry.apply(new Entry.Rotate(1));

        assertThat(knows(registry, 1)).isTrue();
        assertThat(registry.currentGeneration()).isEqualTo(1);
    }

    @Test
    void aFullGenerationAsksForTheNext() {
        assertThat(registry.needsRotation()).isFalse();
        registry.apply(grants(ANNA, P0, 0, 1, LongStream.range(0, 1_000).toArray()));
        registry.apply(new Entry.Committed(P0, 1_000));
        assertThat(registry.needsRotation()).as("all of it is still held").isFalse();

        for (int number = 0; number < 1_000; number++) {
            registry.apply(change(number, number + 1, TaskState.RELEASED));
        }
        registry.apply(new Entry.Committed(P0, 1_000));
        assertThat(registry.needsRotation()).isTrue();

        registry.apply(new Entry.Rotate(1));
        assertThat(registry.needsRotation()).isFalse();
    }

    @Test
    void aFilterSmallerThanTheRecentsDoesNotRotateWithoutEnd() {
        Registry small = new Registry(new FilterParams(10, 1e-6), 100);
        int rotations = 0;
        for (int number = 0; number < 1_000; number++) {
            small.apply(executed(number, 0, Outcome.SUCCESS));
            if (small.needsRotation()) {
                small.apply(new Entry.Rotate(++rotations));
                assertThat(small.needsRotation()).isFalse();
            }
        }

        assertThat(rotations).isBetween(100, 250);
        assertThat(small.recentsSize()).isEqualTo(5);
    }

    @Test
    @Tag("V4")
    void theFilterErrsNoMoreOftenThanItIsToldTo() {
        Registry loose = new Registry(new FilterParams(10_000, 0.01), 1);
        loose.apply(grants(ANNA, P0, 0, 1, LongStream.range(0, 10_000).toArray()));

        long wrong = LongStream.range(10_000, 30_000)
                .filter(number -> knows(loose, number))
                .count();
        assertThat(wrong).isBetween(100L, 300L);
        assertThat(loose.filterStats())
                .singleElement()
                .satisfies(stats -> assertThat(stats.errorRate()).isBetween(0.005, 0.015));
    }
}
