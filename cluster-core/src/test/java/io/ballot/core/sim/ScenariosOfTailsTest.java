package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Message;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a hand-over costs where all stand in one leader's order: the last few entries, or nothing; and where they do not. */
final class ScenariosOfTailsTest {

    private static boolean isWhole(Message.Snapshot snapshot) {
        return snapshot.part() instanceof SnapshotPart.Meta;
    }

    private static Jam<Message.Snapshot> wholes(Scenario scenario) {
        return scenario.watch(Message.Snapshot.class, "*", "*").where(ScenariosOfTailsTest::isWhole);
    }

    private static Jam<Message.Snapshot> tails(Scenario scenario, String from, String to) {
        return scenario.watch(Message.Snapshot.class, from, to)
                .where(snapshot -> snapshot.part() instanceof SnapshotPart.Tail tail
                        && !tail.entries().isEmpty());
    }

    static void assertAlike(Scenario scenario, String one, String other) {
        assertThat(OnePlaceOneMemory.memory(scenario.machine(one).registry()))
                .isEqualTo(OnePlaceOneMemory.memory(scenario.machine(other).registry()));
    }

    /** Three nodes of which the first leads, with a task granted that {@code behind} has not heard of. */
    static Id128 leaveBehind(Scenario scenario, String behind, String ahead) {
        String leader = scenario.leader();
        scenario.move(0, ahead);
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.pass(1_000);
        scenario.lose(Message.Replicate.class, leader, behind);
        Id128 task = scenario.submit(0);
        scenario.until("one of them has it", () -> scenario.stateAt(ahead, task) != null);
        assertThat(scenario.stateAt(behind, task)).isNull();
        assertThat(scenario.machine(behind).place().epoch())
                .isEqualTo(scenario.machine(ahead).place().epoch());
        return task;
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    @Tag("E7")
    void s65_afterAnOrderlyStopNoMemoryIsCopiedOrWrittenAnew() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        List<String> others = scenario.followers();
        scenario.submit(0);
        scenario.submit(1);
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);
        Jam<Message.Snapshot> wholes = wholes(scenario);
        Jam<Command.Journal> written = scenario.watch(Command.Journal.class, "*", "*")
                .where(write -> write.change() instanceof JournalRecord.Whole);

        scenario.process(old).askToStop();
        scenario.until("they go on", () -> !scenario.leader().equals(old) && scenario.inSync() == 2);
        scenario.until(
                "one follows",
                () -> others.stream()
                        .anyMatch(name -> scenario.role(name) == Role.FOLLOWER
                                && scenario.machine(name).epoch() == scenario.epoch()));

        assertThat(wholes.isEmpty()).isTrue();
        assertThat(written.isEmpty()).isTrue();
        assertAlike(scenario, others.get(0), others.get(1));
        scenario.end();
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_aMemberThatIsBehindTheNewLeaderIsSentWhatItLacks() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String ahead = scenario.nextInLine();
        String behind = scenario.lastInLine();
        Id128 task = leaveBehind(scenario, behind, ahead);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, behind, "*");
        Jam<Message.Snapshot> wholes = wholes(scenario);
        Jam<Message.Snapshot> tails = tails(scenario, ahead, behind);

        scenario.node(old).kill("script");
        scenario.until("it follows", () -> scenario.role(behind) == Role.FOLLOWER && scenario.inSync() == 2);

        assertThat(scenario.leader()).isEqualTo(ahead);
        assertThat(tails.isEmpty()).isFalse();
        assertThat(wholes.isEmpty()).isTrue();
        assertThat(scenario.stateAt(behind, task)).isNotNull();
        claims.drop();
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whatAMemberHasAndTheNewLeaderHasNotComesWithItsPromiseAndIsOnFileAtBoth() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String ahead = scenario.lastInLine();
        String behind = scenario.nextInLine();
        Id128 task = leaveBehind(scenario, behind, ahead);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, ahead, "*");
        Jam<Message.Snapshot> wholes = wholes(scenario);
        Jam<Message.Snapshot> tails = tails(scenario, ahead, behind);
        Jam<Command.Journal> filed = scenario.watch(Command.Journal.class, behind, "*")
                .where(write -> write.change() instanceof JournalRecord.Entries);

        scenario.node(old).kill("script");
        scenario.until("it leads", () -> scenario.role(behind) == Role.LEADER && scenario.inSync() == 2);

        assertThat(tails.isEmpty()).isFalse();
        assertThat(wholes.isEmpty()).isTrue();
        assertThat(filed.isEmpty()).isFalse();
        assertThat(scenario.stateAt(behind, task)).isNotNull();
        claims.drop();
        scenario.untilCommitted(0);
        scenario.node(behind).kill("script"); // what it took was on file
        scenario.node(behind).start();
        scenario.node(old).start();
        scenario.until("all are back", () -> scenario.inSync() == 3);
        scenario.submitAgain(task, 0);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    @Tag("V5")
    void s65_overARotationTheWholeMemoryIsGivenAndBothHaveTheSameGeneration() {
        Scenario scenario = Scenario.of(3, 2, QueuePolicy.Check.ASK, new FilterParams(20, 1e-4))
                .start();
        String old = scenario.leader();
        String ahead = scenario.nextInLine();
        String behind = scenario.lastInLine();
        scenario.move(0, ahead);
        scenario.lose(Message.Replicate.class, old, behind)
                .where(replicate -> replicate.entries().stream().anyMatch(Entry.Rotate.class::isInstance));
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            tasks.add(scenario.submit(0));
        }
        scenario.until(
                "one of them has another generation",
                () -> scenario.machine(ahead).registry().currentGeneration()
                        > scenario.machine(behind).registry().currentGeneration());
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, ahead, "*");
        Jam<Message.Snapshot> wholes = wholes(scenario);

        scenario.node(old).kill("script");
        scenario.until("it leads", () -> scenario.role(behind) == Role.LEADER && scenario.inSync() == 2);

        assertThat(wholes.isEmpty()).isFalse();
        assertThat(scenario.machine(behind).registry().currentGeneration())
                .isEqualTo(scenario.machine(ahead).registry().currentGeneration());
        claims.drop();
        scenario.untilCommitted(0);
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.end();
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whatIsLostOnItsWayIsSentAgain() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String ahead = scenario.nextInLine();
        String behind = scenario.lastInLine();
        Id128 task = leaveBehind(scenario, behind, ahead);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, behind, "*");
        Jam<Message.Snapshot> pushed = scenario.hold(Message.Snapshot.class, ahead, behind);
        Jam<Message.Snapshot> wholes = wholes(scenario);

        scenario.node(old).kill("script");
        scenario.await(pushed, "it is sent what it lacks");
        pushed.drop();
        scenario.until("it follows", () -> scenario.role(behind) == Role.FOLLOWER && scenario.inSync() == 2);

        assertThat(wholes.isEmpty()).isTrue();
        claims.drop();
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whoAnswersWhenTheGatherIsOverIsAskedForEverything() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String ahead = scenario.nextInLine();
        String late = scenario.lastInLine();
        Id128 task = leaveBehind(scenario, late, ahead);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, late, "*");
        Jam<Message.Snapshot> given = scenario.hold(Message.Snapshot.class, late, ahead);
        Jam<Command.Note> gathered = scenario.notes("gather");
        Jam<Message.Promise> again = scenario.watch(Message.Promise.class, ahead, late)
                .where(question -> question.known().equals(Position.NONE));
        Jam<Message.Snapshot> wholes = wholes(scenario);

        scenario.node(old).kill("script");
        scenario.await(given, "it says where it stands");
        scenario.await(gathered, "it is not waited for");
        given.release();
        scenario.await(again, "it is asked again");
        scenario.until("it follows", () -> scenario.role(late) == Role.FOLLOWER && scenario.inSync() == 2);

        assertThat(wholes.isEmpty()).isFalse();
        claims.drop();
        scenario.untilCommitted(0);
        assertAlike(scenario, ahead, late);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** It has issued what nobody else has; nobody was answered. It stands in the same order, further. */
    @Test
    @Tag("S65")
    @Tag("E3")
    @Tag("E6")
    void s65_aLeaderThatLosesItsReignGivesWhatOnlyItHasInTheSameWay() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String next = scenario.nextInLine();
        scenario.move(0, old);
        scenario.lose(Message.Replicate.class, old, "*");
        Jam<Message.Snapshot> wholes = wholes(scenario);
        Jam<Message.Snapshot> tails = tails(scenario, old, "*");
        Id128 task = scenario.submit(0);
        scenario.until("it has issued it", () -> scenario.stateAt(old, task) != null);

        scenario.isolate(old);
        scenario.until("it gives up", () -> scenario.role(old) != Role.LEADER);
        scenario.rejoin(old);
        scenario.until("all follow the next", () -> scenario.role(next) == Role.LEADER && scenario.inSync() == 3);

        assertThat(tails.isEmpty()).isFalse();
        assertThat(wholes.isEmpty()).isTrue();
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }
}
