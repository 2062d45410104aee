package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.TaskState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: who leads, and who believes to. */
final class ScenariosOfLeadersTest {

    @Test
    @Tag("S01")
    @Tag("E6")
    @Tag("F1")
    void s01_aLeaderPausedPastItsSessionWakesAndAnswersAndNobodyListens() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String asker = scenario.lastInLine();
        long epoch = scenario.epoch();
        scenario.move(0, asker);
        Jam<Message.Ack> acks = scenario.hold(Message.Ack.class, "*", old);
        Jam<Envelope> answers = scenario.watch(Envelope.class, old, asker)
                .where(envelope -> envelope.message() instanceof Message.Verdict);
        Jam<Message.Fenced> refused = scenario.watch(Message.Fenced.class, asker, old);
        Id128 task = scenario.submit(0);
        scenario.until("its grant is replicated", () -> scenario.stateAt(asker, task) == TaskState.RUNNING);

        scenario.process(old).pause(6_500);
        acks.release();
        scenario.until("another leads", () -> !scenario.leader().equals(old));
        scenario.untilCommitted(0);
        assertThat(scenario.process(old).isPaused()).isTrue();
        assertThat(answers.isEmpty()).isTrue();
        scenario.await(answers, "the old leader wakes and answers");
        scenario.await(refused, "its answer is refused");
        scenario.until("it follows", () -> scenario.role(old) == Role.FOLLOWER);

        assertThat(answers.first().epoch()).isEqualTo(epoch);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S02")
    @Tag("E6")
    @Tag("F5")
    void s02_aPausedLeaderAloneInItsViewStopsBeforeItsSuccessorWithoutMemoryBegins() {
        Scenario scenario = Scenario.of(2).start();
        String old = scenario.leader();
        String other = scenario.followers().get(0);
        scenario.crash(other);
        scenario.until("the leader is alone in its view", () -> scenario.inSync() == 1);
        scenario.move(0, old);
        scenario.move(1, old);
        scenario.submit(0); // what is granted before is not held up by the ceilings, which only ZooKeeper can raise
        scenario.submit(1);
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);
        Jam<Command.Note> unclean = scenario.notes("unclean");
        Jam<Command.Note> stalls = scenario.notes("join");
        scenario.isolate(old);
        scenario.process(old).zooKeeper.lose(60_000);
        scenario.process(old).pause(3_500);
        scenario.node(other).start();
        scenario.until("it is awake", () -> !scenario.process(old).isPaused());

        Id128 inTime = scenario.submit(0);
        scenario.untilCommitted(0);
        Id128 cutShort = scenario.submit(1, 20_000, 19_000);
        scenario.untilRunning(cutShort);
        scenario.until("the other leads", () -> scenario.role(other) == Role.LEADER);

        Run first = scenario.runs(cutShort).get(0);
        assertThat(unclean.seen()).hasSize(1);
        assertThat(first.life.node().name()).as("granted while alone").isEqualTo(old);
        assertThat(first.maybeEnding).as("before the other leads").isEqualTo(Event.Ending.STOPPED);
        scenario.rejoin(old);
        scenario.until("the old one follows", () -> scenario.role(old) == Role.FOLLOWER);
        scenario.untilCommitted(1);
        assertThat(stalls.seen()).as("said now and then, not at every tick").hasSizeLessThan(10);
        scenario.assertRanOnce(inTime);
        assertThat(scenario.checksOf(cutShort)).isEqualTo(1);
        assertThat(scenario.runs(cutShort)).hasSize(2);
        scenario.end();
    }

    @Test
    @Tag("S03")
    @Tag("E3")
    @Tag("E4")
    void s03_aPeerThatWasCutOffAndIsElectedLearnsFromTheLastViewWhatItMissed() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String cutOff = scenario.nextInLine();
        String member = scenario.lastInLine();
        scenario.move(0, member);
        Id128 seenBegin = scenario.submit(0, 4_000);
        scenario.untilRunning(seenBegin);
        scenario.isolate(cutOff);
        scenario.until("it is cut off", () -> scenario.inSync() == 2);
        Id128 missed = scenario.submit(0);
        scenario.untilCommitted(0);
        assertThat(scenario.stateAt(cutOff, seenBegin)).as("what it believes").isEqualTo(TaskState.RUNNING);
        Id128 running = scenario.submit(0, 9_000);
        scenario.untilRunning(running);
        assertThat(scenario.stateAt(cutOff, running))
                .as("what it knows of that")
                .isNull();
        Jam<Command.Note> unclean = scenario.notes("unclean");

        scenario.crash(leader);
        scenario.rejoin(cutOff);
        scenario.until("somebody else leads", () -> !scenario.leader().equals(leader));
        assertThat(scenario.leader()).isEqualTo(cutOff);
        assertThat(scenario.stateAt(cutOff, running)).isEqualTo(TaskState.RUNNING);
        assertThat(scenario.stateAt(cutOff, seenBegin))
                .as("its own ledger counts for nothing")
                .isNull();
        scenario.submitAgain(seenBegin, 0);
        scenario.submitAgain(missed, 0);
        scenario.untilCommitted(0);

        assertThat(unclean.isEmpty()).isTrue();
        scenario.assertRanOnce(seenBegin, missed, running);
        scenario.assertNeverChecked(seenBegin, missed, running);
        scenario.end();
    }

    @Test
    @Tag("S06")
    @Tag("E1")
    @Tag("E6")
    void s06_ofTwoWhoBelieveToBeNominatedTheEpochWriteLetsOneWin() {
        Scenario scenario = Scenario.of(3).start();
        long epoch = scenario.epoch();
        String second = scenario.lastInLine();
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, "*", "*");
        Jam<Event.EpochClaimed> won = scenario.watch(Event.EpochClaimed.class, "*", "*");
        Jam<Event.GuardedDone> fenced = scenario.watch(Event.GuardedDone.class, "*", "*")
                .where(done -> done.result() == Event.GuardedResult.FENCED);

        scenario.crash(scenario.leader());
        scenario.await(claims, "the nominee claims");
        scenario.process(second).deliver(new Event.Nominated(true));
        scenario.until("the other one claims as well", () -> claims.seen().size() == 2);
        claims.release();
        String leader = scenario.leader();
        String loser = scenario.followers().get(0);
        scenario.until("the loser follows", () -> scenario.role(loser) == Role.FOLLOWER);

        List<Command.ClaimEpoch> both = claims.seen();
        assertThat(both.get(0).expectedVersion()).isEqualTo(both.get(1).expectedVersion());
        assertThat(won.seen()).hasSize(1);
        assertThat(fenced.seen()).hasSize(1);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        assertThat(scenario.machine(leader).epoch()).isEqualTo(epoch + 1);
        scenario.end();
    }
}
