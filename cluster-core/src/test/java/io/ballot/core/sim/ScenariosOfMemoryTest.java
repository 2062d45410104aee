package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.QueuePolicy;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: what the cluster remembers, when logs and nodes begin anew. */
final class ScenariosOfMemoryTest {

    /** The record that was cut off is gone; its offset holds another task now, and its id may come again. */
    @Test
    @Tag("S17")
    @Tag("D5")
    void s17_aTruncatedLogsNewRecordIsANewTaskAtAnOldOffsetAndAnOldIdIsStillKnown() {
        Scenario scenario = Scenario.of(3).start();
        scenario.move(0, scenario.followers().get(0));
        Id128 kept = scenario.submit(0);
        scenario.untilCommitted(0);
        Jam<Command.Commit> commits = scenario.lose(Command.Commit.class, "*", "*");
        Id128 cutOff = scenario.submit(0);
        scenario.await(commits, "it ran, and is not committed yet");
        scenario.assertRanOnce(cutOff);

        scenario.cluster.kafka.truncate(scenario.log(0), 1);
        commits.drop();
        Id128 instead = scenario.submit(0);
        scenario.submitAgain(cutOff, 0);
        assertThat(scenario.log(0).at(1).id()).isEqualTo(instead);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(kept, cutOff, instead);
        scenario.assertNeverChecked(kept, cutOff, instead);
        scenario.end();
    }

    /** A new topic id makes other partitions of it: no mark, floor, horizon or hint of the old ones counts. */
    @Test
    @Tag("S17")
    @Tag("D5")
    void s17_aTopicCreatedAnewHasNewRecordsAtOldOffsetsAndWhatStillRunsOfTheOldOneEnds() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        List<Id128> old = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            old.add(scenario.submitUnnamed(0));
        }
        scenario.untilCommitted(0);
        Id128 running = scenario.submit(0, 2_000);
        scenario.untilRunning(running);
        SimLog before = scenario.log(0);

        scenario.cluster.kafka.recreate("a");
        SimLog after = scenario.log(0);
        assertThat(after.partition).isNotEqualTo(before.partition);
        List<Id128> fresh = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fresh.add(scenario.submitUnnamed(0));
        }
        scenario.submitAgain(running, 0);
        scenario.until("the new records ran", () -> fresh.stream().allMatch(scenario.cluster.effects::succeeded));
        assertThat(scenario.runs(running).get(0).isOver())
                .as("the old topic's task runs on")
                .isFalse();
        scenario.untilCommitted(0);

        assertThat(before.committed())
                .as("nothing is committed for what is gone")
                .isEqualTo(5);
        assertThat(scenario.machine(leader).registry().marks(before.partition).highestClaimed())
                .isEqualTo(5);
        assertThat(scenario.machine(leader).registry().marks(after.partition).highestClaimed())
                .isEqualTo(4);
        scenario.assertRanOnce(running);
        fresh.forEach(scenario::assertRanOnce);
        fresh.forEach(scenario::assertNeverChecked);
        old.forEach(scenario::assertRanOnce);
        scenario.end();
    }

    @Test
    @Tag("S22")
    @Tag("F5")
    void s22_whatAnOrderlyStopOfAllKnewIsKnownAfterTheStart() {
        Scenario scenario = Scenario.of(3).start();
        Id128 done = scenario.submit(0);
        scenario.untilCommitted(0);
        Jam<Command.Commit> commits = scenario.lose(Command.Commit.class, "*", "*");
        Id128 uncommitted = scenario.submit(1);
        scenario.until("it ran", () -> scenario.cluster.effects.succeeded(uncommitted));
        long epoch = scenario.epoch();

        scenario.cluster.processes().forEach(SimProcess::askToStop);
        scenario.until("all have ended", () -> scenario.cluster.processes().isEmpty());
        assertThat(scenario.view().closed()).isTrue();
        assertThat(commits.isEmpty()).isFalse();
        commits.drop();
        Jam<Command.Note> unclean = scenario.notes("unclean");
        scenario.start();
        scenario.submitAgain(done, 1);
        Id128 later = scenario.submit(0);
        scenario.end();

        assertThat(unclean.isEmpty()).isTrue();
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.assertRanOnce(done, uncommitted, later);
        scenario.assertNeverChecked(done, uncommitted, later);
    }

    /**
     * Every journal goes with its disk, so this start is without any memory: what was delivered before counts as doubtful,
     * never as new, and what came after as new.
     */
    @Test
    @Tag("S22")
    @Tag("F5")
    @Tag("D5")
    void s22_whenAllAreKilledAtOnceAndTheirDisksAreGoneWhatWasDeliveredBeforeIsDoubtfulAndNotNew() {
        Scenario scenario = Scenario.of(3).start();
        scenario.lose(Command.Commit.class, "*", "*");
        Id128 executed = scenario.submit(0);
        Id128 running = scenario.submit(1, 20_000, 19_000);
        scenario.until("one ran", () -> scenario.cluster.effects.succeeded(executed));
        scenario.untilRunning(running);
        Jam<Command.Note> unclean = scenario.notes("unclean");
        Jam<Command.RunCheck> checks = scenario.watch(Command.RunCheck.class, "*", "*");

        scenario.cluster.nodes().forEach(node -> scenario.crashAndForget(node.name.name()));
        long diedMs = scenario.cluster.heap.now();
        scenario.pass(1_000);
        scenario.cluster.nodes().forEach(SimNode::start);
        scenario.until("both are asked about", () -> checks.seen().size() == 2);
        long startMs = scenario.cluster.heap.now();
        Id128 later = scenario.submit(0);
        scenario.end();

        assertThat(unclean.seen()).hasSize(1);
        assertThat(checks.seen()).allMatch(check -> check.cause() == DoubtCause.FLOOR);
        assertThat(startMs - diedMs).as("no lease can be left").isGreaterThan(SimPlan.TIMES.zkGraceMs());
        scenario.assertRanOnce(executed, later);
        assertThat(scenario.runs(running)).hasSize(2);
        assertThat(scenario.checksOf(running)).isEqualTo(1);
        assertThat(scenario.checksOf(executed)).isEqualTo(1);
        scenario.assertNeverChecked(later);
    }

    /** What was answered is on file: the ledger tells what is done and what may start, and only what ran is asked about. */
    @Test
    @Tag("S22")
    @Tag("F5")
    @Tag("D4")
    void s22_whenAllAreKilledAtOnceWithTheirJournalsOnlyWhatWasRunningIsAskedAbout() {
        Scenario scenario = Scenario.of(3).start();
        scenario.lose(Command.Commit.class, "*", "*");
        Id128 executed = scenario.submit(0);
        scenario.until("one ran", () -> scenario.cluster.effects.succeeded(executed));
        List<Id128> running = new ArrayList<>();
        List<Id128> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(scenario.submit(1, 20_000, 19_000));
        }
        running.forEach(scenario::untilRunning);
        for (int i = 0; i < 4; i++) {
            waiting.add(scenario.submit(1));
        }
        scenario.until(
                "the others are granted",
                () -> waiting.stream().allMatch(id -> scenario.stateAt(scenario.leader(), id) == TaskState.GRANTED));
        Post post = Post.of(scenario);
        long epoch = scenario.epoch();

        scenario.cluster.nodes().forEach(node -> node.crash("script"));
        scenario.pass(1_000);
        scenario.cluster.nodes().forEach(SimNode::start);
        scenario.end();

        assertThat(post.notes("*", "unclean")).isEmpty();
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.assertNeverChecked(executed);
        scenario.assertNeverChecked(waiting.toArray(new Id128[0]));
        assertThat(running).allMatch(id -> scenario.checksOf(id) == 1);
        scenario.assertRanOnce(executed);
        scenario.assertRanOnce(waiting.toArray(new Id128[0]));
        assertThat(running).allMatch(id -> scenario.runs(id).size() == 2);
    }

    @Test
    @Tag("S23")
    @Tag("E3")
    @Tag("V4")
    void s23_aRotationThatReachedOnlyOneMemberBeforeItsLeaderDiedForgetsNothing() {
        Scenario scenario = Scenario.of(3, 2, QueuePolicy.Check.ASK, new FilterParams(40, 1e-3))
                .start();
        String leader = scenario.leader();
        String next = scenario.nextInLine();
        String ahead = scenario.lastInLine();
        scenario.move(0, ahead);
        scenario.move(1, next);
        Id128 held = scenario.submit(1, 30_000);
        scenario.untilRunning(held);
        boolean[] begun = new boolean[1];
        Jam<Message.Replicate> late = scenario.lose(Message.Replicate.class, leader, next)
                .where(replicate -> begun[0] |= replicate.entries().stream().anyMatch(Entry.Rotate.class::isInstance));
        List<Id128> tasks = new ArrayList<>();
        while (late.isEmpty()) {
            tasks.add(scenario.submit(0));
            scenario.pass(50);
        }
        int rotated = generation(scenario, leader);
        scenario.until("one has it", () -> generation(scenario, ahead) == rotated);
        assertThat(generation(scenario, next)).as("and one has not").isEqualTo(rotated - 1);

        scenario.crash(leader);
        scenario.until("the one without leads", () -> scenario.leader().equals(next));
        scenario.untilCommitted(0);
        scenario.until("they agree", () -> generation(scenario, next) == generation(scenario, ahead));
        for (Id128 task : tasks) {
            assertThat(isKnown(scenario, next, task)).isTrue();
            assertThat(isKnown(scenario, ahead, task)).isTrue();
            scenario.submitAgain(task, 0);
        }
        scenario.untilCommitted(0);
        int agreed = generation(scenario, next);
        while (generation(scenario, next) < agreed + 2) {
            tasks.add(scenario.submit(0));
            scenario.pass(50);
        }
        assertThat(scenario.runs(held).get(0).isOver())
                .as("it runs through all of this")
                .isFalse();
        scenario.submitAgain(held, 0);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(held);
        scenario.assertNeverChecked(held);
        tasks.forEach(scenario::assertRanOnce);
        scenario.end();
    }

    private static boolean isKnown(Scenario scenario, String name, Id128 id) {
        return scenario.machine(name).registry().mightContain(id.hi(), id.lo());
    }

    private static int generation(Scenario scenario, String name) {
        return scenario.machine(name).registry().currentGeneration();
    }
}
