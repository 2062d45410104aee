package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.QueuePolicy;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.Message.ReportKind;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.VerdictKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: votes and their answers, lost, late and twice. */
final class ScenariosOfVotesTest {

    @Test
    @Tag("S07")
    @Tag("V3")
    @Tag("E5")
    void s07_aLeaderThatDiesBetweenReplicationAndAnswerLeavesTheGrantBehind() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String asker = scenario.lastInLine();
        scenario.move(0, asker);
        Jam<Message.Ack> acks = scenario.hold(Message.Ack.class, "*", leader);
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, leader, asker);

        Id128 task = scenario.submit(0);
        scenario.until(
                "it is replicated",
                () -> scenario.stateAt(asker, task) == TaskState.RUNNING
                        && acks.seen().size() > 1);
        long token = scenario.tokenAt(asker, task);
        scenario.crash(leader);
        scenario.untilCommitted(0);

        assertThat(answers.isEmpty()).as("the old leader never answered").isTrue();
        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).token)
                .as("the grant that was left")
                .isEqualTo(token);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S08")
    @Tag("E5")
    void s08_aLostAnswerIsRepeatedByTheNextLeaderWithTheSameToken() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String next = scenario.nextInLine();
        String asker = scenario.lastInLine();
        scenario.move(0, asker);
        Jam<Message.Verdict> lost = scenario.lose(Message.Verdict.class, leader, asker);
        Jam<Message.Vote> repeated = scenario.watch(Message.Vote.class, asker, next);
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, next, asker);

        Id128 task = scenario.submit(0);
        scenario.await(lost, "the leader answers");
        scenario.crash(leader);
        scenario.untilCommitted(0);

        assertThat(repeated.isEmpty()).as("the vote was not repeated").isFalse();
        assertThat(answers.first().tokens()).isEqualTo(lost.first().tokens());
        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).token).isEqualTo(lost.first().tokens()[0]);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S09")
    @Tag("D6")
    void s09_aGrantThatArrivesAfterItsClaimWasGivenUpIsReleasedAndGoesToTheNewOwner() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String first = scenario.followers().get(0);
        String second = scenario.followers().get(1);
        scenario.move(0, first);
        Jam<Message.Verdict> late = scenario.hold(Message.Verdict.class, leader, first);
        Jam<Message.Progress> given = scenario.watch(Message.Progress.class, first, leader)
                .where(progress -> progress.reports().get(0).kind() == ReportKind.RELEASED);

        Id128 task = scenario.submit(0);
        scenario.await(late, "the grant is on its way");
        scenario.move(0, second);
        scenario.await(given, "the claim is given up");
        int before = given.seen().size();
        late.release();
        scenario.until("the late grant is released", () -> given.seen().size() > before);
        scenario.untilCommitted(0);

        assertThat(late.first().kinds()).containsExactly(VerdictKind.GRANT_RUNNING.code());
        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).life.node().name()).isEqualTo(second);
        assertThat(scenario.runs(task).get(0).token).isGreaterThan(late.first().tokens()[0]);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S09")
    @Tag("D6")
    void s09_aVoteThatArrivesAfterItsClaimWasGivenUpIsVoidAndHoldsUpNobody() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String first = scenario.followers().get(0);
        String second = scenario.followers().get(1);
        scenario.move(0, first);
        Jam<Message.Vote> late = scenario.hold(Message.Vote.class, first, leader);
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, leader, first);
        Jam<Message.Reported> released = scenario.watch(Message.Reported.class, leader, first);

        Id128 task = scenario.submit(0);
        scenario.await(late, "the vote is on its way");
        scenario.process(second).consumer.lose(2_000);
        scenario.cluster.kafka.group("a").pin(scenario.log(0).partition, new NodeId(second));
        scenario.await(released, "the claim is given up, and the leader knows");
        late.release();
        scenario.pass(100);
        assertThat(answers.isEmpty()).as("the late vote has no answer").isTrue();
        assertThat(scenario.stateAt(leader, task)).as("nor an entry").isNull();
        assertThat(scenario.runs(task)).isEmpty();
        scenario.untilCommitted(0);

        scenario.assertRanOnce(task);
        assertThat(scenario.runs(task).get(0).life.node().name()).isEqualTo(second);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S10")
    @Tag("D1")
    @Tag("D4")
    void s10_ofTwoHoldersOfOneIdThatDoubtAtOnceOneAsksTheCheckAndTheOtherWaits() {
        Scenario scenario = Scenario.of(4).start();
        String leader = scenario.leader();
        String dying = scenario.followers().get(0);
        String one = scenario.followers().get(1);
        String other = scenario.followers().get(2);
        scenario.move(0, dying);
        scenario.move(1, other);
        Id128 task = scenario.submit(0, 20_000);
        scenario.untilRunning(task);
        scenario.submitAgain(task, 1);
        scenario.until("the twin waits", () -> scenario.isDoubtful(other, task));
        Jam<Message.Verdict> toBeChecked = scenario.watch(Message.Verdict.class, leader, "*")
                .where(verdict -> verdict.kinds()[0] == VerdictKind.CHECK.code());
        Jam<Event.CheckAnswered> word = scenario.hold(Event.CheckAnswered.class, "*", "*");

        scenario.crash(dying);
        scenario.move(0, one);
        scenario.until("both doubt at once", () -> scenario.isDoubtful(one, task) && scenario.isDoubtful(other, task));
        assertThat(toBeChecked.isEmpty()).as("nobody has the check's turn yet").isTrue();
        scenario.await(word, "one has asked the check");
        scenario.pass(1_500);
        assertThat(scenario.checksOf(task))
                .as("while the other asks the leader again and again")
                .isEqualTo(1);
        word.release();
        scenario.untilCommitted(0);
        scenario.untilCommitted(1);

        assertThat(scenario.checksOf(task)).isEqualTo(1);
        assertThat(scenario.runs(task)).hasSize(2);
        assertThat(scenario.runs(task).get(0).isCrashed()).isTrue();
        assertThat(scenario.runs(task).get(1).attempt).isEqualTo(2);
        scenario.end();
    }

    @Test
    @Tag("S16")
    @Tag("V4")
    @Tag("D3")
    void s16_aFalsePositiveWithoutEvidenceIsCheckedAndRunAndNeverDropped() {
        Scenario scenario = Scenario.of(3, 2, QueuePolicy.Check.ASK, new FilterParams(200, 0.2))
                .start();
        String leader = scenario.leader();
        scenario.move(0, scenario.followers().get(0));
        for (int i = 0; i < 150; i++) {
            scenario.submit(1);
        }
        scenario.untilCommitted(1);
        Id128 unlucky = scenario.anId();
        while (!scenario.machine(leader).registry().mightContain(unlucky.hi(), unlucky.lo())) {
            unlucky = scenario.anId();
        }
        Jam<Message.EvidenceAsk> asked = scenario.watch(Message.EvidenceAsk.class, leader, "*");
        Jam<Command.RunCheck> checked = scenario.watch(Command.RunCheck.class, "*", "*");

        scenario.submitAgain(unlucky, 0);
        scenario.untilCommitted(0);

        assertThat(asked.seen()).as("both others were asked").hasSize(2);
        assertThat(checked.first().cause()).isEqualTo(DoubtCause.FILTER);
        assertThat(scenario.checksOf(unlucky)).isEqualTo(1);
        scenario.assertRanOnce(unlucky);
        assertThat(scenario.runs(unlucky).get(0).attempt).isEqualTo(1);
        scenario.end();
    }
}
