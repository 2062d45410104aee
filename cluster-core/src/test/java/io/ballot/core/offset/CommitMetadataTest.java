package io.ballot.core.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C1")
class CommitMetadataTest {

    private static final Id128 TOPIC = new Id128(1, 2);
    private static final Id128 SEED = new Id128(3, 4);

    @Test
    void whatIsFinishedAboveTheCommitComesBack() {
        CommitPoint point = new CommitPoint(1000, new long[] {1002, 1003, 5_000_000_000L}, new int[] {-1, 0, 77});

        String text = CommitMetadata.encode(point, "demo", SEED, TOPIC, 3, CommitMetadata.MAX_BYTES_DEFAULT);
        CommitPoint back = CommitMetadata.decode(text, 1000, "demo", TOPIC);

        assertThat(back.offset()).isEqualTo(1000);
        assertThat(back.finished()).containsExactly(point.finished());
        assertThat(back.prints()).containsExactly(point.prints());
    }

    @Test
    void theFormIsTheOneThatOtherNodesRead() {
        CommitPoint point = new CommitPoint(1000, new long[] {1002, 1003}, new int[] {1, 2});

        assertThat(CommitMetadata.encode(point, "demo", SEED, TOPIC, 3, CommitMetadata.MAX_BYTES_DEFAULT))
                .isEqualTo("b2.Y3gLhDbKUUgAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAEAAAAAAAAAAgQCAgAAAAEBAAAAAg");
    }

    @Test
    void theTextOfTheVersionBeforeIsReadAndTellsOfNoSeed() {
        String before = "b1.Y3gLhDbKUUgAAAAAAAAAAQAAAAAAAAACBAICAAAAAQEAAAAC";

        assertThat(CommitMetadata.decode(before, 1000, "demo", TOPIC).finished())
                .containsExactly(1002, 1003);
        assertThat(CommitMetadata.seed(before, "demo")).isEqualTo(Id128.NONE);
    }

    @Test
    void whoseCommitItWasIsToldEvenWithNothingAboveIt() {
        String text = CommitMetadata.encode(CommitPoint.at(7), "demo", SEED, TOPIC, 3, 4096);

        assertThat(CommitMetadata.seed(text, "demo")).isEqualTo(SEED);
        assertThat(CommitMetadata.seed(text, "other")).isEqualTo(Id128.NONE);
        assertThat(CommitMetadata.seed("", "demo")).isEqualTo(Id128.NONE);
        assertThat(CommitMetadata.seed("b2.AAAA", "demo")).isEqualTo(Id128.NONE);
        assertThat(CommitMetadata.seed("b2.%%", "demo")).isEqualTo(Id128.NONE);
        assertThat(CommitMetadata.decode(text, 7, "demo", TOPIC).finished()).isEmpty();
        assertThat(CommitMetadata.decode("", 7, "demo", TOPIC).finished()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsLeftOutHighestFirst() {
        CommitPoint point = manyFinished(5_000);

        for (int maxBytes : new int[] {0, 10, 70, 71, 500, 4096}) {
            String text = CommitMetadata.encode(point, "demo", SEED, TOPIC, 3, maxBytes);
            assertThat(text.length()).isLessThanOrEqualTo(maxBytes);
            long[] back = CommitMetadata.decode(text, 10, "demo", TOPIC).finished();
            assertThat(back).isEqualTo(Arrays.copyOf(point.finished(), back.length));
        }
        String full = CommitMetadata.encode(point, "demo", SEED, TOPIC, 3, 4096);
        assertThat(CommitMetadata.decode(full, 10, "demo", TOPIC).finished()).hasSizeGreaterThan(580);
    }

    @Test
    void textOfAnotherClusterOrTopicGivesNoHints() {
        String text = CommitMetadata.encode(manyFinished(3), "demo", SEED, TOPIC, 3, 4096);

        assertThat(CommitMetadata.decode(text, 10, "other", TOPIC).finished()).isEmpty();
        assertThat(CommitMetadata.decode(text, 10, "demo", new Id128(1, 3)).finished())
                .isEmpty();
    }

    @Test
    void theTopicIsToldByBothFormsAndByNothingElse() {
        String before = "b1.Y3gLhDbKUUgAAAAAAAAAAQAAAAAAAAACBAICAAAAAQEAAAAC";
        String now = CommitMetadata.encode(manyFinished(3), "demo", SEED, TOPIC, 3, 4096);

        assertThat(CommitMetadata.topicId(now)).isEqualTo(TOPIC);
        assertThat(CommitMetadata.topicId(before)).isEqualTo(TOPIC);
        for (String none : new String[] {"", "NoMetadata", "b2.", "b2.AAAA", "b1.AAAA", "b2.%%", "b3." + now}) {
            assertThat(CommitMetadata.topicId(none)).as(none).isEqualTo(Id128.NONE);
        }
    }

    @Test
    void withoutTheFinishedOffsetsItStillTellsWhoseAndOfWhichTopicItIs() {
        String text = CommitMetadata.encode(manyFinished(300), "demo", SEED, TOPIC, 100_000, 4096);

        String head = CommitMetadata.withoutFinished(text);

        assertThat(head).hasSizeLessThan(70).isEqualTo(CommitMetadata.withoutFinished(head));
        assertThat(head).isEqualTo(CommitMetadata.encode(CommitPoint.at(10), "demo", SEED, TOPIC, 100_000, 4096));
        assertThat(CommitMetadata.topicId(head)).isEqualTo(TOPIC);
        assertThat(CommitMetadata.seed(head, "demo")).isEqualTo(SEED);
        assertThat(CommitMetadata.withoutFinished("")).isEmpty();
        assertThat(CommitMetadata.withoutFinished("b2.%%")).isEmpty();
        assertThat(CommitMetadata.withoutFinished("b2.AAAA")).isEmpty();
    }

    @Test
    void garbageGivesNoHintsAndNoError() {
        Random random = new Random(7);
        String text = CommitMetadata.encode(manyFinished(300), "demo", SEED, TOPIC, 3, 4096);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder broken = new StringBuilder(text);
            broken.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(0x7f - 0x20) + 0x20));
            broken.setLength(random.nextInt(text.length()));
            CommitPoint point = CommitMetadata.decode(broken.toString(), 10, "demo", TOPIC);
            assertThat(point.offset()).isEqualTo(10);
            assertThat(CommitMetadata.topicId(broken.toString())).isNotNull();
            assertThat(CommitMetadata.withoutFinished(broken.toString())).hasSizeLessThanOrEqualTo(text.length());
        }
        assertThat(CommitMetadata.decode("NoMetadata", 10, "demo", TOPIC).finished())
                .isEmpty();
        assertThat(CommitMetadata.decode("b1.%%%", 10, "demo", TOPIC).finished())
                .isEmpty();
    }

    private static CommitPoint manyFinished(int count) {
        long[] finished = new long[count];
        int[] prints = new int[count];
        for (int i = 0; i < count; i++) {
            finished[i] = 12 + i;
            prints[i] = i * 7;
        }
        return new CommitPoint(10, finished, prints);
    }
}
