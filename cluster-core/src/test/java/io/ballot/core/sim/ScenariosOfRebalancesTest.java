package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: offsets, commits, and partitions that move. */
final class ScenariosOfRebalancesTest {

    @Test
    @Tag("S19")
    @Tag("C1")
    void s19_commitsPassGapsButNeverAnUnfinishedTaskAndWhatFinishedAboveIsNotRunAgain() {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        SimLog log = scenario.log(0);
        log.gap();
        Id128 early = scenario.submit(0, 500);
        log.gap();
        Id128 slow = scenario.submit(0, 10_000, 9_000);
        log.gap();
        log.gap();
        Id128 above = scenario.submit(0);
        log.gap();
        scenario.until("what is above and below has ended", () -> log.committed() >= 3);

        assertThat(scenario.runs(slow).get(0).isOver()).isFalse();
        assertThat(log.committed())
                .as("past the gap at 2, not past the unfinished 3")
                .isEqualTo(3);
        assertThat(CommitMetadata.decode(log.metadata(), 3, "sim", log.partition.topicId())
                        .finished())
                .as("finished above")
                .containsExactly(6);
        scenario.crash(owner);
        scenario.untilCommitted(0);

        assertThat(log.committed()).as("one beyond the last record").isEqualTo(7);
        scenario.assertRanOnce(early, above);
        scenario.assertNeverChecked(early, above);
        assertThat(scenario.runs(slow)).hasSize(2);
        assertThat(scenario.checksOf(slow)).isEqualTo(1);
        scenario.end();
    }

    @Test
    @Tag("S20")
    @Tag("C2")
    @Tag("E5")
    void s20_aCommitRefusedByARebalanceWhileTheLeaderDiesIsMadeByTheNewOwnerWithoutASecondRun() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String runner = scenario.followers().get(0);
        String owner = scenario.followers().get(1);
        scenario.move(0, runner);
        Jam<Message.Progress> unheard = scenario.lose(Message.Progress.class, runner, leader);
        Jam<Command.Commit> commits = scenario.hold(Command.Commit.class, runner, "*");
        Jam<Event.CommitDone> refused = scenario.watch(Event.CommitDone.class, "*", runner)
                .where(done -> done.result() == CommitResult.REFUSED);
        Id128 task = scenario.submit(0);
        scenario.await(commits, "the commit is on its way");
        scenario.await(unheard, "the report is on its way");

        scenario.expel(runner);
        scenario.crash(leader);
        scenario.move(0, owner);
        commits.release();
        scenario.await(refused, "the commit is refused");
        assertThat(scenario.log(0).isDone()).isFalse();
        scenario.until("another leads", () -> !scenario.leader().equals(leader));
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        assertThat(scenario.runs(task).get(0).life.node().name()).isEqualTo(runner);
        assertThat(scenario.owner(0)).isEqualTo(owner);
        scenario.end();
    }

    @Test
    @Tag("S21")
    @Tag("C2")
    @Tag("C3")
    @Tag("D6")
    void s21_ofALostPartitionWhatRunsGoesOnWhatDoesNotIsReleasedAndNothingIsCommitted() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String runner = scenario.followers().get(0);
        String owner = scenario.followers().get(1);
        scenario.move(0, runner);
        List<Id128> running = new ArrayList<>();
        List<Id128> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(scenario.submit(0, 4_000, 3_500));
        }
        for (int i = 0; i < 4; i++) {
            waiting.add(scenario.submit(0));
        }
        scenario.until(
                "four run and four are granted",
                () -> running.stream().noneMatch(id -> scenario.runs(id).isEmpty())
                        && waiting.stream().allMatch(id -> scenario.stateAt(leader, id) == TaskState.GRANTED));
        Jam<Event.PartitionsLost> lost = scenario.watch(Event.PartitionsLost.class, "*", runner);

        scenario.expel(runner);
        scenario.await(lost, "it learns of that");
        Jam<Command.Commit> commits = scenario.watch(Command.Commit.class, runner, "*")
                .where(commit -> commit.offsets().stream()
                        .anyMatch(offset -> offset.partition().partition() == 0));
        scenario.move(0, owner);
        scenario.until(
                "the released ones are done", () -> waiting.stream().allMatch(scenario.cluster.effects::succeeded));
        assertThat(scenario.runs(running.get(0)).get(0).isOver())
                .as("what ran goes on")
                .isFalse();
        scenario.untilCommitted(0);

        assertThat(commits.isEmpty())
                .as("nothing is committed for a lost partition")
                .isTrue();
        for (Id128 id : running) {
            scenario.assertRanOnce(id);
            assertThat(scenario.runs(id).get(0).life.node().name()).isEqualTo(runner);
        }
        for (Id128 id : waiting) {
            scenario.assertRanOnce(id);
            assertThat(scenario.runs(id).get(0).life.node().name()).isEqualTo(owner);
        }
        running.forEach(scenario::assertNeverChecked);
        waiting.forEach(scenario::assertNeverChecked);
        scenario.end();
    }
}
