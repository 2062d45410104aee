package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Disks that take nothing for long and say nothing of it, and memories that come back late. */
final class ScenariosOfDisksTest {

    /** It answers everything, and holds nothing more: what waits for its file would wait for as long as the disk does. */
    @Test
    @Tag("S55")
    @Tag("V5")
    @Tag("F3")
    void s55_aFollowerWhoseDiskHangsIsCutOffAlthoughItAnswers() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Jam<Event.Journaled> hangs = scenario.hold(Event.Journaled.class, "*", "n1");

        Id128 first = scenario.submit(1);
        scenario.until("the others go on", () -> scenario.log(1).isDone());
        assertThat(Cast.isInStoredView(scenario, "n1")).isFalse();
        assertThat(scenario.epoch()).isEqualTo(1);

        hangs.release();
        scenario.until("it is in-sync again", () -> scenario.inSync() == 3);
        scenario.end();
        scenario.assertRanOnce(first);
    }

    @Test
    @Tag("S55")
    @Tag("E3")
    @Tag("F3")
    void s55_aLeaderWhoseDiskHangsLeavesTheReignToOneThatCanKeepIt() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        Jam<Event.Journaled> hangs = scenario.hold(Event.Journaled.class, "*", "n3");

        Id128 task = scenario.submit(1);
        scenario.until("the others go on", () -> scenario.log(1).isDone());
        assertThat(scenario.leader()).isNotEqualTo("n3");

        hangs.release();
        scenario.until("it is in-sync again", () -> scenario.inSync() == 3);
        scenario.end();
        scenario.assertRanOnce(task);
    }

    @Test
    @Tag("S56")
    @Tag("D5")
    void s56_aMemberThatComesBackWhileAnUncleanStartWaitsMakesItAClean() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.crash("n2");
        scenario.until("n2 is cut off", () -> scenario.inSync() == 2);
        Id128 before = scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.crash("n3");
        scenario.crash("n1");
        Jam<Command.Note> unclean = scenario.notes("unclean");
        Jam<Command.Note> waits = scenario.notes("gather")
                .where(note ->
                        note.kind().equals("gather") && note.text().startsWith("no member of the last in-sync set"));
        scenario.node("n2").start();
        scenario.await(waits, "n2 is about to begin without the memory of the others");
        assertThat(scenario.role("n2")).isEqualTo(Role.GATHERING);

        scenario.node("n1").start();
        scenario.until("n2 leads", () -> scenario.role("n2") == Role.LEADER);
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.assertNeverChecked(before, task);
        scenario.end();
        assertThat(unclean.isEmpty()).isTrue();
        scenario.assertRanOnce(before, task);
    }

    @Test
    @Tag("S57")
    @Tag("D1")
    @Tag("F5")
    void s57_aNodeThatMayStillRunWhenTheLastMemberStopsIsWaitedForByTheNextStart() {
        Scenario scenario = Cast.startInOrder(Scenario.of(2), "n2", "n1");
        Id128 running = scenario.submit(0, 60_000, 59_000);
        scenario.untilRunning(running);
        scenario.isolate("n1");
        scenario.process("n1").zooKeeper.lose(60_000);
        scenario.until("it is cut off", () -> scenario.inSync() == 1);
        scenario.expel("n1");
        scenario.process("n2").askToStop();
        scenario.until("n2 has stopped", () -> !scenario.node("n2").runs());
        assertThat(Cast.hasLease(scenario, "n1")).isTrue();
        scenario.node("n2").start();
        scenario.until("it is asked about, or run elsewhere", () -> scenario.checksOf(running) > 0);
        assertThat(Cast.hasLease(scenario, "n1")).isFalse();
        scenario.end();
    }

    /** It cannot promise the next epoch, so it is never in its view; what it ran it says before it goes. */
    @Test
    @Tag("S59")
    @Tag("D4")
    @Tag("F4")
    void s59_whatALeaderWithAFullDiskRanIsKnownToTheNextOne() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n3", "n1", "n2");
        scenario.move(0, "n3");
        Id128 running = scenario.submit(0, 1_000);
        scenario.untilRunning(running);
        scenario.lose(Command.Commit.class, "n3", "*");

        scenario.node("n3").disk.full = true;
        Id128 next = scenario.submit(1);
        scenario.until("the others go on", () -> scenario.log(1).isDone());
        scenario.until("it has left", () -> !scenario.node("n3").runs());
        scenario.node("n3").disk.full = false;
        scenario.end();

        scenario.assertRanOnce(running, next);
        scenario.assertNeverChecked(running, next);
    }
}
