package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the protocol must survive, by its numbers there: a topic that is created anew while nobody looks. */
final class ScenariosOfTopicsTest {

    /** Kafka keeps offsets by the topic's name, so what is committed for the old one lands on the new one. */
    @Test
    @Tag("S17")
    @Tag("F5")
    @Tag("D5")
    void s17_aCommitOfTheTopicBeforeThatLandsOnTheNewOneLosesNothingThoughAllDieBeforeTheyNotice() {
        Scenario scenario = Scenario.of(3).start();
        List<Id128> fresh = commitTheOldOffsetToTheNewTopic(scenario);

        scenario.cluster
                .processes()
                .forEach(process -> scenario.crash(process.name().name()));
        scenario.end();

        fresh.forEach(scenario::assertRanOnce);
        fresh.forEach(scenario::assertNeverChecked);
    }

    /** Here no journal tells anything either. */
    @Test
    @Tag("S17")
    @Tag("F5")
    void s17_noCommitOfTheTopicBeforeMakesANewRecordOldThoughAllMemoryIsLost() {
        Scenario scenario = Scenario.of(3).start();
        List<Id128> fresh = commitTheOldOffsetToTheNewTopic(scenario);

        scenario.cluster
                .processes()
                .forEach(process -> scenario.crashAndForget(process.name().name()));
        scenario.end();

        fresh.forEach(scenario::assertRanOnce);
        fresh.forEach(scenario::assertNeverChecked);
    }

    /** The rebalance takes the partition by its name: its owner lets the old one go, in order, and so commits. */
    @Test
    @Tag("S17")
    @Tag("S20")
    @Tag("C2")
    void s17_aPartitionHandedOverByWhoHasNotNoticedTheNewTopicBeginsAtItsBeginning() {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.followers().get(0);
        List<Id128> fresh = commitTheOldOffsetToTheNewTopic(scenario);
        String next = scenario.followers().get(1);
        assertThat(next).isNotEqualTo(owner);

        scenario.move(0, next);
        scenario.untilCommitted(0);

        fresh.forEach(scenario::assertRanOnce);
        fresh.forEach(scenario::assertNeverChecked);
        scenario.end();
    }

    /** The first commit of the new topic takes the place of the old one's, though it is lower. */
    @Test
    @Tag("S17")
    @Tag("C1")
    void s17_whoNoticesTheNewTopicCommitsItsOwnProgressOverTheOldOffset() {
        Scenario scenario = Scenario.of(3).start();
        List<Id128> fresh = commitTheOldOffsetToTheNewTopic(scenario);
        Id128 slow = scenario.submit(0, 3_000);

        scenario.cluster.kafka.notice("a");
        scenario.until("it commits what it has done", () -> scenario.log(0).committedOfItsOwn() == 10);
        scenario.submit(0);
        scenario.crash(scenario.owner(0));
        scenario.untilCommitted(0);

        fresh.forEach(scenario::assertRanOnce);
        fresh.forEach(scenario::assertNeverChecked);
        assertThat(scenario.runs(slow)).isNotEmpty();
        scenario.end();
    }

    /** Somebody still runs a task of the old topic, so its node has an eye on that partition, which Kafka knows by name. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("S17")
    @Tag("S24")
    @Tag("D6")
    void s17_anOffsetThatAPersonSetsForTheNewTopicMakesNoneOfTheOldOneForgotten(boolean ownsOfTheNewTopic) {
        Scenario scenario = Scenario.of(3).start();
        String owner = scenario.followers().get(0);
        scenario.move(0, owner);
        for (int i = 0; i < 4; i++) {
            Id128 running = scenario.submit(0, 30_000);
            scenario.untilRunning(running);
        }
        Id128 neverStarted = scenario.submit(0);
        scenario.until("it is granted", () -> scenario.stateAt(scenario.leader(), neverStarted) == TaskState.GRANTED);

        scenario.cluster.kafka.recreate("a");
        scenario.until("it is given up", () -> scenario.stateAt(scenario.leader(), neverStarted) == TaskState.RELEASED);
        scenario.until("the new topic has owners", scenario::allOwned);
        String other = scenario.followers().get(1);
        scenario.move(0, other);
        scenario.move(1, ownsOfTheNewTopic ? owner : other);
        for (int i = 0; i < 10; i++) {
            scenario.submit(0);
        }
        scenario.untilCommitted(0);
        scenario.log(0).reset(8);
        scenario.pass(5_000);
        scenario.submitAgain(neverStarted, 0);
        scenario.untilCommitted(0);

        scenario.assertRanOnce(neverStarted);
        scenario.assertNeverChecked(neverStarted);
        scenario.end();
    }

    /** Six records of the old topic are committed, the last one by a node that does not know that ten new ones came. */
    private static List<Id128> commitTheOldOffsetToTheNewTopic(Scenario scenario) {
        scenario.move(0, scenario.followers().get(0));
        for (int i = 0; i < 5; i++) {
            scenario.submit(0);
        }
        scenario.untilCommitted(0);
        Id128 running = scenario.submit(0, 2_000);
        scenario.untilRunning(running);

        scenario.cluster.kafka.recreateUnnoticed("a");
        List<Id128> fresh = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fresh.add(scenario.submit(0));
            fresh.add(scenario.submitUnnamed(0));
        }
        scenario.until(
                "what is committed is the old topic's", () -> scenario.log(0).committed() == 6);
        assertThat(scenario.log(0).committedOfItsOwn()).isEqualTo(-1);
        assertThat(fresh).allMatch(id -> scenario.runs(id).isEmpty());
        scenario.assertRanOnce(running);
        return fresh;
    }
}
