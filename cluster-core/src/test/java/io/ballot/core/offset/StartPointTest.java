package io.ballot.core.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C1")
class StartPointTest {

    private static final Id128 TOPIC = new Id128(1, 2);
    private static final Id128 ANOTHER = new Id128(1, 3);
    private static final Id128 SEED = new Id128(3, 4);

    private static String text(Id128 topicId) {
        return CommitMetadata.encode(
                new CommitPoint(10, new long[] {12}, new int[] {7}), "demo", SEED, topicId, -1, 4096);
    }

    @Test
    void anOffsetOfThisTopicCountsWithWhatIsFinishedAboveIt() {
        StartPoint start = StartPoint.of(10, text(TOPIC), "demo", TOPIC);

        assertThat(start.point().offset()).isEqualTo(10);
        assertThat(start.point().finished()).containsExactly(12);
        assertThat(start.committedBy()).isEqualTo(SEED);
        assertThat(start.isOfAnotherTopic()).isFalse();
    }

    @Test
    void anOffsetOfAnotherTopicOfThatNameCountsAsNone() {
        StartPoint start = StartPoint.of(10, text(ANOTHER), "demo", TOPIC);

        assertThat(start.point().offset()).isEqualTo(-1);
        assertThat(start.point().finished()).isEmpty();
        assertThat(start.committedBy())
                .as("who committed it is told all the same")
                .isEqualTo(SEED);
        assertThat(start.isOfAnotherTopic()).isTrue();
    }

    @Test
    void theTextOfAnOlderVersionOrOfAClusterOfAnotherNameTellsTheTopicToo() {
        String older = "b1.Y3gLhDbKUUgAAAAAAAAAAQAAAAAAAAACBAICAAAAAQEAAAAC";

        assertThat(StartPoint.of(1000, older, "demo", TOPIC).point().finished()).containsExactly(1002, 1003);
        assertThat(StartPoint.of(1000, older, "demo", ANOTHER).isOfAnotherTopic())
                .isTrue();
        assertThat(StartPoint.of(10, text(ANOTHER), "other", TOPIC).isOfAnotherTopic())
                .isTrue();
        assertThat(StartPoint.of(10, text(TOPIC), "other", TOPIC).point().offset())
                .isEqualTo(10);
    }

    @Test
    void anOffsetThatNamesNoTopicIsAPersonsWordAndCounts() {
        for (String text : new String[] {"", "set back on Friday", "b2.AAAA", text(Id128.NONE)}) {
            StartPoint start = StartPoint.of(10, text, "demo", TOPIC);
            assertThat(start.point().offset()).as(text).isEqualTo(10);
            assertThat(start.isOfAnotherTopic()).as(text).isFalse();
        }
    }

    @Test
    void whereNothingIsCommittedNothingIsOfAnotherTopic() {
        assertThat(StartPoint.of(-1, "", "demo", TOPIC)).isEqualTo(StartPoint.NOTHING_COMMITTED);
    }
}
