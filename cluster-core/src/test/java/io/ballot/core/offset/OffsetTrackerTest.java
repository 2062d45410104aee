package io.ballot.core.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskIds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C1")
class OffsetTrackerTest {

    @Test
    void nothingPolledCommitsWhereThePartitionStarted() {
        assertThat(new OffsetTracker(17).commitPoint().offset()).isEqualTo(17);
        assertThat(new OffsetTracker(-1).commitPoint().offset()).isEqualTo(-1);
        assertThat(new OffsetTracker(17).lowestUndecided()).isEqualTo(-1);
    }

    @Test
    void oneUndecidedRecordHoldsUpTheCommitAndTheRestIsNamedAboveIt() {
        OffsetTracker tracker = new OffsetTracker(5);
        tracker.polled(new long[] {5, 6, 7, 8}, TaskIds.of(id(50), id(60), id(70), id(80)));

        tracker.decided(new long[] {8, 6});

        CommitPoint point = tracker.commitPoint();
        assertThat(point.offset()).isEqualTo(5);
        assertThat(point.finished()).containsExactly(6, 8);
        assertThat(point.prints()).containsExactly(CommitPoint.fingerprint(id(60)), CommitPoint.fingerprint(id(80)));
        assertThat(tracker.inFlight()).isEqualTo(2);
        assertThat(tracker.retained()).isEqualTo(4);
    }

    @Test
    void decidingTheLowestMovesTheCommitToTheNextUndecidedRecord() {
        OffsetTracker tracker = new OffsetTracker(5);
        tracker.polled(new long[] {5, 6, 7});
        tracker.decided(6);

        assertThat(tracker.decided(5)).isTrue();

        assertThat(tracker.commitPoint().offset()).isEqualTo(7);
        assertThat(tracker.commitPoint().finished()).isEmpty();
        assertThat(tracker.lowestUndecided()).isEqualTo(7);
    }

    @Test
    void gapsInTheLogHoldNothingUp() {
        OffsetTracker tracker = new OffsetTracker(0);
        tracker.polled(new long[] {3, 10, 11, 40});

        assertThat(tracker.commitOffset()).isEqualTo(3);
        tracker.decided(3);
        assertThat(tracker.commitOffset()).isEqualTo(10);
        tracker.decided(new long[] {10, 11, 40});
        assertThat(tracker.commitOffset()).isEqualTo(41);
    }

    @Test
    void whatItDoesNotHoldChangesNothing() {
        OffsetTracker tracker = new OffsetTracker(5);
        tracker.polled(new long[] {5, 8});

        assertThat(tracker.decided(4)).isFalse();
        assertThat(tracker.decided(6)).isFalse();
        assertThat(tracker.decided(9)).isFalse();
        assertThat(tracker.decided(new long[] {8, 8})).isEqualTo(1);
        assertThat(tracker.commitOffset()).isEqualTo(5);
        assertThat(tracker.isUndecided(5)).isTrue();
        assertThat(tracker.isUndecided(8)).isFalse();
    }

    @Test
    void aRecordPolledTwiceIsABug() {
        OffsetTracker tracker = new OffsetTracker(5);
        tracker.polled(new long[] {5, 6});

        assertThatThrownBy(() -> tracker.polled(new long[] {6}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6")
                .hasMessageContaining("7");
    }

    @Test
    void aMillionRecordsBehindOneSlowOneKeepACommitPointOfBoundedSize() {
        OffsetTracker tracker = new OffsetTracker(0);
        long[] all = new long[1_000_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        tracker.polled(all);
        for (int i = all.length - 1; i > 0; i--) {
            tracker.decided(i);
        }

        assertThat(tracker.commitPoint().finished())
                .hasSize(OffsetTracker.FINISHED_MAX)
                .startsWith(1, 2, 3);
        tracker.decided(0);
        assertThat(tracker.commitOffset()).isEqualTo(all.length);
        assertThat(tracker.retained()).isZero();
    }

    private static Id128 id(long n) {
        return new Id128(n * 0x9e3779b97f4a7c15L, n);
    }
}
