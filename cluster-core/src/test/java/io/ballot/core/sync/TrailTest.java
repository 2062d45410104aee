package io.ballot.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("E3")
class TrailTest {

    private static final QueuePartition P0 = new QueuePartition("q", new Id128(1, 1), 0);

    private final Trail trail = new Trail();

    private static Position at(long seq) {
        return new Position(4, seq);
    }

    private static Entry entry(long offset) {
        return new Entry.Committed(P0, offset);
    }

    /** As if the memory had been taken over at 10 and followed to 10 + {@code count}. */
    private void follow(int count) {
        trail.begin(at(10));
        for (int i = 1; i <= count; i++) {
            trail.add(at(10 + i), entry(i));
        }
    }

    @Test
    void whatAnotherLacksIsWhatCameAfterItsPlace() {
        follow(5);

        Tails tails = Tails.maybeOf(trail.after(at(13)));
        assertThat(tails).isEqualTo(new Tails(at(13), List.of(entry(4), entry(5))));
        assertThat(tails.end()).isEqualTo(at(15));
        assertThat(tails.maybeAfter(at(14))).containsExactly(entry(5));
        assertThat(tails.maybeAfter(at(15))).isEmpty();
        assertThat(tails.maybeAfter(at(99))).as("somebody was further").isEmpty();
    }

    @Test
    void whoStandsAtTheSamePlaceOrFurtherLacksNothing() {
        follow(5);

        assertThat(Tails.maybeOf(trail.after(at(15)))).isEqualTo(new Tails(at(15), List.of()));
        assertThat(Tails.maybeOf(trail.after(at(20)))).isEqualTo(new Tails(at(15), List.of()));
        assertThat(trail.reaches(at(15))).isTrue();
        assertThat(trail.reaches(at(16))).as("nobody knows what that is").isFalse();
    }

    @Test
    void nothingIsSaidToWhoStandsBeforeItsBeginningOrInAnotherOrder() {
        follow(5);

        assertThat(trail.reaches(at(10))).isTrue();
        assertThat(trail.reaches(at(9))).isFalse();
        assertThat(trail.reaches(new Position(5, 13))).isFalse();
        assertThat(new Trail().reaches(Position.NONE)).isFalse();
        assertThat(new Tails(at(12), List.of(entry(1))).maybeAfter(at(11)))
                .as("12 would be missing")
                .isNull();
        assertThat(new Tails(at(12), List.of()).maybeAfter(new Position(5, 12))).isNull();
    }

    @Test
    void aRotationIsNotReachedOver() {
        follow(2);
        trail.add(at(13), new Entry.Rotate(2));
        trail.add(at(14), entry(3));

        assertThat(trail.reaches(at(12))).isFalse();
        assertThat(trail.reaches(at(13))).isTrue();
        assertThat(trail.end()).isEqualTo(at(14));
    }

    @Test
    void anEntryThatDoesNotFollowLeavesItWithoutAPlace() {
        follow(2);
        trail.add(at(14), entry(3));

        assertThat(trail.end()).isEqualTo(Position.NONE);
        trail.add(at(15), entry(4));
        assertThat(trail.end()).isEqualTo(Position.NONE);
    }

    @Test
    void itIsBounded() {
        follow(10_000);

        assertThat(trail.end()).isEqualTo(at(10_010));
        assertThat(trail.reaches(at(10_010 - 4_096))).isTrue();
        assertThat(trail.reaches(at(10_010 - 4_097))).isFalse();
    }

    @Test
    void muchIsCutIntoPartsThatFollowOneAnother() {
        follow(4_000);

        List<SnapshotPart> parts = trail.after(at(10));
        assertThat(parts).hasSize(5).last().isEqualTo(new SnapshotPart.End(4));
        assertThat(Tails.maybeOf(parts).entries()).hasSize(4_000);
        List<SnapshotPart> torn = List.of(parts.get(0), parts.get(2), parts.get(4));
        assertThat(Tails.maybeOf(torn)).isNull();
    }

    /** A frame takes 24,000 tasks: what goes with others is less than half of that. */
    @Test
    void aLargeEntryIsNotPutBesideOthers() {
        trail.begin(at(10));
        trail.add(at(11), entry(1));
        trail.add(at(12), changes(8_000));
        trail.add(at(13), changes(8_192));
        trail.add(at(14), entry(2));
        trail.add(at(15), changes(15_000));
        trail.add(at(16), entry(3));

        assertThat(trail.after(at(10)).stream()
                        .filter(SnapshotPart.Tail.class::isInstance)
                        .map(part -> ((SnapshotPart.Tail) part).entries().size()))
                .containsExactly(2, 2, 1, 1);
        assertThat(Tails.maybeOf(trail.after(at(10))).entries()).hasSize(6);
    }

    private static Entry changes(int tasks) {
        Id128[] ids = new Id128[tasks];
        Arrays.setAll(ids, i -> new Id128(7, i));
        return new Entry.Changes(TaskIds.of(ids), new long[tasks], new byte[tasks], new byte[tasks]);
    }
}
