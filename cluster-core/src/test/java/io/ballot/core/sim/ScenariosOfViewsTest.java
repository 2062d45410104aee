package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.GuardedResult;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the protocol must survive, by its numbers there: the stored in-sync set, its writes and its members. */
final class ScenariosOfViewsTest {

    @Test
    @Tag("S04")
    @Tag("V5")
    @Tag("E6")
    void s04_aViewWriteThatArrivesAfterItsSessionAndEpochIsRefusedAndNothingWasAnsweredOnIt() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String dying = scenario.nextInLine();
        String asker = scenario.lastInLine();
        long epoch = scenario.epoch();
        scenario.move(0, asker);
        Jam<Command.WriteView> write = scenario.hold(Command.WriteView.class, old, "*");
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, old, asker);
        Jam<Event.GuardedDone> fenced = scenario.watch(Event.GuardedDone.class, "*", old)
                .where(done ->
                        !write.isEmpty() && done.request() == write.first().request());

        scenario.crash(dying);
        Id128 task = scenario.submit(0);
        scenario.await(write, "the view without it is to be written");
        scenario.process(old).zooKeeper.expireNow();
        scenario.until("the next one leads", () -> scenario.leader().equals(asker));
        assertThat(answers.isEmpty())
                .as("nothing is answered on a view that is not stored")
                .isTrue();
        write.release();
        scenario.await(fenced, "the late write is answered");

        assertThat(fenced.first().result()).isNotEqualTo(GuardedResult.OK);
        assertThat(scenario.view().epoch()).isEqualTo(epoch + 1);
        assertThat(scenario.view().leader().name()).isEqualTo(asker);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S04")
    @Tag("V5")
    @Tag("E3")
    void s04_aViewWriteWhoseAnswerIsLostWithTheSessionBindsUntilItIsKnownAndIsReadByTheNextLeader() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String dying = scenario.nextInLine();
        String asker = scenario.lastInLine();
        scenario.move(0, asker);
        Jam<Command.Note> unclean = scenario.notes("unclean");
        Jam<Command.WriteView> write = scenario.watch(Command.WriteView.class, old, "*");
        Jam<Event.GuardedDone> answer = scenario.hold(Event.GuardedDone.class, "*", old)
                .where(done ->
                        !write.isEmpty() && done.request() == write.first().request());
        Jam<Message.Verdict> answers = scenario.watch(Message.Verdict.class, old, asker);

        scenario.crash(dying);
        scenario.until("the view is stored", () -> scenario.inSync() == 2);
        scenario.await(answer, "that is on its way to be known");
        Id128 task = scenario.submit(0);
        scenario.until("it is replicated", () -> scenario.stateAt(asker, task) == TaskState.RUNNING);
        scenario.pass(300);
        assertThat(answers.isEmpty())
                .as("both views count while it is not known")
                .isTrue();
        scenario.process(old).zooKeeper.expireNow();
        scenario.until("the next one leads", () -> scenario.leader().equals(asker));
        answer.release();
        scenario.untilCommitted(0);

        assertThat(answer.first().result()).as("it had been written").isEqualTo(GuardedResult.OK);
        assertThat(unclean.isEmpty()).isTrue();
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S05")
    @Tag("E2")
    @Tag("E4")
    void s05_aMemberThatRestartsEmptyUnderItsOldNameIsNoMemberBeforeItsNewStoreIsInTheView() {
        Scenario scenario = Scenario.of(3).start();
        String leader = scenario.leader();
        String empty = scenario.nextInLine();
        String member = scenario.lastInLine();
        scenario.move(0, member);
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);
        Jam<Command.Note> unclean = scenario.notes("unclean");
        StoreRef before = scenario.process(empty).store;

        scenario.crashAndForget(empty);
        scenario.node(empty).start();
        scenario.crash(leader);
        StoreRef after = scenario.process(empty).store;
        assertThat(scenario.view().holds(before)).isTrue();
        scenario.until("somebody else leads", () -> !scenario.leader().equals(leader));
        assertThat(scenario.leader()).as("who has its memory").isEqualTo(member);
        scenario.until("the new store is a member", () -> scenario.role(empty) == Role.FOLLOWER);
        assertThat(scenario.view().inSync()).contains(after).doesNotContain(before);
        scenario.submitAgain(task, 0);
        scenario.untilCommitted(0);

        assertThat(unclean.isEmpty()).isTrue();
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    @Test
    @Tag("S05")
    @Tag("F5")
    void s05_whereOnlyMembersThatRestartedEmptyAreLeftTheStartIsUncleanAndWhatWasDeliveredIsDoubtful() {
        Scenario scenario = Scenario.of(3).start();
        scenario.lose(Command.Commit.class, "*", "*");
        Id128 task = scenario.submit(0);
        scenario.until("it ran", () -> scenario.cluster.effects.wasExecuted(task));
        Jam<Command.Note> unclean = scenario.notes("unclean");

        scenario.cluster.nodes().forEach(node -> {
            scenario.crashAndForget(node.name.name());
            node.start();
        });
        scenario.until("somebody leads", () -> !scenario.leader().isEmpty());
        Id128 later = scenario.submit(1);
        scenario.end();

        assertThat(unclean.seen()).as("three old names, no old store").hasSize(1);
        scenario.assertRanOnce(task, later);
        assertThat(scenario.checksOf(task)).isEqualTo(1);
        scenario.assertNeverChecked(later);
    }
}
