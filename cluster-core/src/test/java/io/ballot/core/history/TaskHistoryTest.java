package io.ballot.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.Token;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("U3")
final class TaskHistoryTest {

    private static final QueuePartition MAILS_0 = new QueuePartition("mails", new Id128(7, 7), 0);

    private final TaskHistory history = new TaskHistory(1000, 100);

    private static Id128 id(long n) {
        return new Id128(n * 31, n);
    }

    private static Claim claim(long n) {
        return new Claim(n, MAILS_0, new long[] {n}, TaskIds.of(id(n)), new byte[1]);
    }

    private void runs(long n, long atMs) {
        TaskIds ids = TaskIds.of(id(n));
        history.now(atMs, 3);
        history.voted(claim(n));
        history.granted(ids, 0, Token.of(3, n), 1);
        history.now(atMs + 1, 3);
        history.started(ids, 0, Token.of(3, n), 1);
        history.now(atMs + 5, 3);
        history.ended(ids, 0, Token.of(3, n), 1, "SUCCESS");
    }

    @Test
    void theStoryOfAPlainTaskIsItsVoteGrantStartEndAndCommit() {
        runs(1, 100);
        runs(2, 110);
        history.now(600, 3);
        history.committed(MAILS_0, 2);

        List<TaskStep> story = history.of(id(1));

        assertThat(story)
                .extracting(TaskStep::kind)
                .containsExactly(
                        StepKind.VOTED, StepKind.GRANTED, StepKind.STARTED, StepKind.ENDED, StepKind.COMMITTED);
        assertThat(story).extracting(TaskStep::atMs).containsExactly(100L, 100L, 101L, 105L, 600L);
        assertThat(story.get(0).maybePartition()).isEqualTo(MAILS_0);
        assertThat(story.get(0).offset()).isEqualTo(1);
        assertThat(story.get(1).token()).isEqualTo(Token.of(3, 1));
        assertThat(story.get(3).detail()).isEqualTo("SUCCESS");
        assertThat(history.of(id(2))).extracting(TaskStep::kind).doesNotContain(StepKind.COMMITTED);
    }

    @Test
    void aTaskIsFoundByItsRecord() {
        runs(5, 100);

        assertThat(history.at("mails", 0, 5)).containsExactly(id(5));
        assertThat(history.at("mails", 0, 6)).isEmpty();
        assertThat(history.at("mails", 1, 5)).isEmpty();
    }

    @Test
    void aDoubtfulTaskOutlivesTheOthers() {
        TaskIds doubtful = TaskIds.of(id(1));
        history.now(100, 3);
        history.voted(claim(1));
        history.now(102, 3);
        history.doubtful(claim(1), 0, 100, DoubtCause.ORPHANED, null);
        history.step(StepKind.EVIDENCE, doubtful, 0, "NOT_ME", new NodeId("n2"));
        assertThat(history.of(id(1)))
                .extracting(TaskStep::kind)
                .containsExactly(StepKind.VOTED, StepKind.DOUBT, StepKind.EVIDENCE);

        for (long n = 2; n < 5000; n++) {
            runs(n, 100 + n);
        }

        List<TaskStep> story = history.of(id(1));
        assertThat(story).extracting(TaskStep::kind).containsExactly(StepKind.VOTED, StepKind.DOUBT, StepKind.EVIDENCE);
        assertThat(story.get(1).detail()).isEqualTo("ORPHANED");
        assertThat(story.get(2).maybeNode()).isEqualTo(new NodeId("n2"));
        assertThat(history.at("mails", 0, 1)).containsExactly(id(1));
    }

    @Test
    void theOldestPlainTasksAreForgottenAndTheLatestAreNot() {
        for (long n = 1; n <= 5000; n++) {
            runs(n, n);
        }

        assertThat(history.of(id(1))).isEmpty();
        for (long n = 4001; n <= 5000; n++) {
            assertThat(history.of(id(n))).as("task %d", n).hasSize(4);
        }
    }

    @Test
    void ofManySettledDoubtsTheOldestMakesRoomAndItsStepsGoOnInTheRing() {
        for (int n = 1; n <= 101; n++) {
            history.now(n, 1);
            history.doubtful(claim(n), 0, n, DoubtCause.FILTER, null);
            history.granted(TaskIds.of(id(n)), 0, Token.of(1, n), 1);
        }
        assertThat(history.of(id(1))).isEmpty();
        assertThat(history.of(id(101))).hasSize(3);

        history.step(StepKind.DONE, TaskIds.of(id(1)), 0, "SUCCESS");
        assertThat(history.of(id(1))).extracting(TaskStep::kind).containsExactly(StepKind.DONE);
    }

    @Test
    void aDoubtThatIsOpenIsKeptWhateverIsSettledAfterIt() {
        history.now(1000, 1);
        history.doubtful(claim(1), 0, 1, DoubtCause.FILTER, null);
        for (int n = 2; n <= 1000; n++) {
            history.doubtful(claim(n), 0, n, DoubtCause.FILTER, null);
            history.step(StepKind.DONE, TaskIds.of(id(n)), 0, "SUCCESS");
        }

        assertThat(history.of(id(1))).extracting(TaskStep::kind).containsExactly(StepKind.VOTED, StepKind.DOUBT);
        assertThat(history.of(id(2))).isEmpty();
    }

    @Test
    void aDoubtOfManyRoundsKeepsItsBeginningAndItsEnd() {
        TaskIds ids = TaskIds.of(id(1));
        history.now(1, 1);
        history.doubtful(claim(1), 0, 1, DoubtCause.FILTER, null);
        for (int round = 0; round < 1000; round++) {
            history.now(10 + round, 1);
            history.step(StepKind.EVIDENCE, ids, 0, "UNKNOWN", new NodeId("n2"));
        }
        history.step(StepKind.PARKED, ids, 0, "doubtful");

        List<TaskStep> story = history.of(id(1));

        assertThat(story).hasSize(KeptTasks.STEPS_MAX);
        assertThat(story.get(1).kind()).isEqualTo(StepKind.DOUBT);
        assertThat(story.get(story.size() - 1).kind()).isEqualTo(StepKind.PARKED);
    }

    /** Reasons are free text: a thousand different ones must not grow the node without bound. */
    @Test
    void wordsWithoutEndAreNotAllKept() {
        TaskIds ids = TaskIds.of(id(1));
        for (int n = 0; n < 20_000; n++) {
            history.step(StepKind.PARKED, ids, 0, "reason " + n);
        }

        assertThat(history.of(id(1))).extracting(TaskStep::detail).endsWith("(not kept)");
    }
}
