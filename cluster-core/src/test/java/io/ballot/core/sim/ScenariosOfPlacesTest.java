package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.QueuePolicy;
import io.ballot.core.member.Role;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.Position;
import io.ballot.protocol.SnapshotPart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who must not say that its memory stands in a leader's order: a hand-over by a few entries rests on that word (I16). */
final class ScenariosOfPlacesTest {

    private static Jam<Message.Snapshot> wholesOf(Scenario scenario, String from, String to) {
        return scenario.watch(Message.Snapshot.class, from, to).where(part -> part.part() instanceof SnapshotPart.Meta);
    }

    private static void assertOfOnePlace(Scenario scenario, String one, String other) {
        assertThat(scenario.machine(one).place())
                .isEqualTo(scenario.machine(other).place())
                .satisfies(place -> assertThat(place.isKnown()).isTrue());
        ScenariosOfTailsTest.assertAlike(scenario, one, other);
    }

    /** They come back, and whoever leads takes them in. */
    private static void untilAllAreBack(Scenario scenario, String... names) {
        for (String name : names) {
            scenario.node(name).start();
        }
        scenario.until("all are back", () -> scenario.inSync() == 3);
        scenario.pass(2_000);
    }

    /**
     * Its file begins with a memory whose place was known, and the last entry that it had applied is not in it: nothing of
     * that may be taken for the place where it stood.
     */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("V6")
    void s66_aMemoryThatWasReadFromAFileThatLacksItsEndStandsNowhere() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String next = scenario.nextInLine();
        String last = scenario.lastInLine();
        scenario.move(0, next);
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.pass(1_000);
        Jam<Command.Journal> unwritten = scenario.hold(Command.Journal.class, last, "*");
        Id128 task = scenario.submit(0);
        scenario.until("it is applied there", () -> scenario.stateAt(last, task) != null);
        Position before = scenario.machine(last).place();
        Jam<Message.Snapshot> wholes = wholesOf(scenario, last, next);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, last, "*");

        scenario.node(last).kill("script");
        unwritten.drop();
        scenario.node(old).kill("script");
        scenario.node(last).start();

        assertThat(before.isKnown()).isTrue();
        assertThat(scenario.machine(last).place()).isEqualTo(Position.NONE);
        assertThat(scenario.stateAt(last, task)).isNull();
        scenario.await(wholes, "it gives all that it knows");
        scenario.until("it follows", () -> scenario.role(last) == Role.FOLLOWER && scenario.inSync() == 2);
        claims.drop();
        scenario.untilCommitted(0);
        scenario.pass(1_000);
        assertOfOnePlace(scenario, last, next);
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    /** What it claimed is beyond what the leader knows, and no entry tells the others of it. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("E2")
    void s66_whoKnewMoreThanTheLeaderWhoseMemoryItTakesStandsNowhereUntilTheNextHandOver() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String behind = scenario.nextInLine();
        String ahead = scenario.lastInLine();
        Id128 task = ScenariosOfTailsTest.leaveBehind(scenario, behind, ahead);
        Jam<Command.ClaimEpoch> notYet = scenario.hold(Command.ClaimEpoch.class, ahead, "*");
        Jam<Message.Snapshot> given = scenario.hold(Message.Snapshot.class, ahead, behind);
        Jam<Command.Note> gathered = scenario.notes("gather");
        scenario.node(old).kill("script");
        scenario.await(gathered, "it is not waited for");
        given.release();
        scenario.until("it follows", () -> scenario.role(ahead) == Role.FOLLOWER && scenario.inSync() == 2);
        notYet.drop();

        assertThat(scenario.machine(behind).place().isKnown()).isTrue();
        assertThat(scenario.machine(ahead).place()).isEqualTo(Position.NONE);
        scenario.untilCommitted(0);
        untilAllAreBack(scenario, old);
        Jam<Message.Snapshot> wholes = wholesOf(scenario, ahead, old);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, ahead, "*");
        scenario.node(behind).kill("script");
        scenario.until("one leads", () -> scenario.role(old) == Role.LEADER && scenario.inSync() == 2);
        scenario.pass(1_000);
        assertThat(wholes.isEmpty()).isFalse();
        assertOfOnePlace(scenario, old, ahead);
        claims.drop();
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** What the missed rotation let go it still has: bits that its leader is without, and nobody is told of. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("V5")
    void s66_whoMissedARotationAndTakesTheMemoryOfOneThatDidNotStandsNowhere() {
        Scenario scenario = Scenario.of(3, 2, QueuePolicy.Check.ASK, new FilterParams(20, 1e-4))
                .start();
        String old = scenario.leader();
        String ahead = scenario.nextInLine();
        String behind = scenario.lastInLine();
        scenario.move(0, ahead);
        scenario.lose(Message.Replicate.class, old, behind)
                .where(replicate -> replicate.entries().stream()
                        .anyMatch(entry -> entry instanceof Entry.Rotate rotate && rotate.generation() > 1));
        List<Id128> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(scenario.submit(0));
            scenario.pass(20); // a few at a time: what is in flight counts against a rotation
        }
        scenario.until(
                "it has missed one that lets go a generation",
                () -> scenario.machine(behind).registry().currentGeneration() < 2
                        && scenario.machine(ahead).registry().currentGeneration() > 1);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, behind, "*");

        scenario.node(old).kill("script");
        scenario.until("it follows", () -> scenario.role(behind) == Role.FOLLOWER && scenario.inSync() == 2);

        assertThat(scenario.machine(ahead).place().isKnown()).isTrue();
        assertThat(scenario.machine(behind).place()).isEqualTo(Position.NONE);
        claims.drop();
        scenario.untilCommitted(0);
        scenario.assertRanOnce(tasks.toArray(new Id128[0]));
        scenario.end();
    }

    /** It has issued what nobody else has, sleeps, wakes when another leads, and dies or leads again: the others' word counts. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("E6")
    @Tag("F1")
    void s66_aLeaderThatSleptThroughAReignTakesItsSuccessorsOrder() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String next = scenario.nextInLine();
        String last = scenario.lastInLine();
        scenario.move(0, old);
        Jam<Message.Replicate> unsaid = scenario.lose(Message.Replicate.class, old, "*");
        Id128 task = scenario.submit(0);
        scenario.until("it has issued it", () -> scenario.stateAt(old, task) != null);
        scenario.process(old).pause(12_000);
        scenario.until("the next leads", () -> scenario.role(next) == Role.LEADER);
        unsaid.drop();
        Jam<Message.Snapshot> taken = wholesOf(scenario, next, old);
        scenario.await(taken, "it takes what the others know");
        scenario.until("it follows", () -> scenario.role(old) == Role.FOLLOWER && scenario.inSync() == 3);
        scenario.untilCommitted(0);
        scenario.pass(1_000);

        assertOfOnePlace(scenario, next, last);
        if (scenario.machine(old).place().isKnown()) {
            assertOfOnePlace(scenario, next, old);
        }
        scenario.node(next).kill("script");
        scenario.until(
                "two go on", () -> scenario.inSync() == 2 && !scenario.leader().equals(next));
        scenario.pass(1_000);
        assertOfOnePlace(scenario, old, last);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** Nothing of its ledger counts (R3), so it is not asked for the end of it. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("E4")
    void s66_whoIsNoLongerInTheViewIsNotAskedForTheEndOfItsMemory() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        String next = scenario.nextInLine();
        String out = scenario.lastInLine();
        Cast.part(scenario, old, out);
        scenario.until("it is cut off", () -> scenario.inSync() == 2);
        Position stood = scenario.machine(out).place();
        assertThat(stood.isKnown()).isTrue();
        assertThat(stood.epoch()).isEqualTo(scenario.machine(next).place().epoch());
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);
        Jam<Message.Promise> asked = scenario.watch(Message.Promise.class, next, out);
        Jam<Message.Snapshot> wholes = wholesOf(scenario, out, next);

        scenario.node(old).kill("script");
        scenario.until("both go on", () -> scenario.role(next) == Role.LEADER && scenario.inSync() == 2);
        scenario.pass(1_000);

        assertThat(asked.seen())
                .isNotEmpty()
                .allMatch(question -> question.known().equals(Position.NONE));
        assertThat(wholes.isEmpty()).isFalse();
        assertOfOnePlace(scenario, next, out);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** One member has taken its memory, the other has not; both are of the last view that was stored. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("E4")
    void s66_aReignThatCameToNoViewLeavesAnOrderOfItsOwn() {
        Scenario scenario = Scenario.of(4).start();
        String old = scenario.leader();
        List<String> queue = scenario.inLine();
        String brief = queue.get(1);
        String taker = queue.get(2);
        String other = queue.get(3);
        scenario.submit(0);
        scenario.untilCommitted(0);
        scenario.pass(1_000);
        List<Jam<Command.ClaimEpoch>> claims = List.of(
                scenario.hold(Command.ClaimEpoch.class, taker, "*"),
                scenario.hold(Command.ClaimEpoch.class, other, "*"));
        Jam<Command.WriteView> views = scenario.hold(Command.WriteView.class, brief, "*");
        Jam<Message.Snapshot> push = scenario.hold(Message.Snapshot.class, brief, other);
        scenario.node(old).kill("script");
        scenario.until(
                "one has taken it",
                () -> scenario.machine(taker).place().epoch()
                                == scenario.machine(brief).epoch()
                        && !push.isEmpty());
        assertThat(scenario.machine(other).place().epoch())
                .isLessThan(scenario.machine(taker).place().epoch());
        assertThat(scenario.view().epoch())
                .as("no view of it")
                .isLessThan(scenario.machine(brief).epoch());
        Jam<Message.Snapshot> wholes = scenario.watch(Message.Snapshot.class, "*", "*")
                .where(part -> part.part() instanceof SnapshotPart.Meta);

        scenario.node(brief).kill("script");
        views.drop();
        push.drop();
        claims.forEach(Jam::drop);
        scenario.until(
                "two go on",
                () -> scenario.inSync() == 2 && scenario.cluster.processes().size() == 2);
        scenario.pass(1_000);

        assertThat(wholes.isEmpty()).isFalse();
        assertOfOnePlace(scenario, taker, other);
        scenario.end();
    }

    /** It is of no view any more and brings bits: the members are handed over by entries, and so are its bits to them. */
    @Test
    @Tag("S66")
    @Tag("E3")
    @Tag("E2")
    void s66_whatAJoinerBringsWhileMembersAreHandedOverComesToThemInTheLeadersOrder() {
        Scenario scenario = Scenario.of(4).start();
        String old = scenario.leader();
        List<String> queue = scenario.inLine();
        String brief = queue.get(1);
        String heir = queue.get(2);
        String member = queue.get(3);
        scenario.move(0, old);
        scenario.lose(Message.Replicate.class, old, "*");
        Id128 task = scenario.submit(0);
        scenario.until("it has issued it", () -> scenario.stateAt(old, task) != null);
        scenario.isolate(old);
        scenario.until("three go on", () -> scenario.role(brief) == Role.LEADER && scenario.inSync() == 3);
        assertThat(Cast.isInStoredView(scenario, old)).isFalse();
        Cast.join(scenario, old, heir);
        Cast.join(scenario, old, member);
        Jam<Command.ClaimEpoch> notYet = scenario.hold(Command.ClaimEpoch.class, member, "*");
        Jam<Command.Note> gathered = scenario.notes("gather");
        Jam<Message.Snapshot> pushed = wholesOf(scenario, heir, member);
        Jam<Message.Replicate> bits = scenario.watch(Message.Replicate.class, heir, member)
                .where(replicate -> replicate.entries().stream().anyMatch(Entry.Bits.class::isInstance));

        scenario.node(brief).kill("script");
        scenario.until("all follow the heir", () -> scenario.role(heir) == Role.LEADER && scenario.inSync() == 3);
        notYet.drop();

        assertThat(gathered.first().text()).contains("all of one order");
        assertThat(pushed.isEmpty()).isTrue();
        assertThat(bits.isEmpty()).isFalse();
        assertThat(scenario.machine(member).registry().mightContain(task.hi(), task.lo()))
                .isTrue();
        assertOfOnePlace(scenario, heir, member);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.end();
    }
}
