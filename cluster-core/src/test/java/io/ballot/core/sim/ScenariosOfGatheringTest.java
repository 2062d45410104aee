package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.SnapshotPart;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of last entries whose giver changes before the gather is over. */
final class ScenariosOfGatheringTest {

    private final Scenario scenario = Scenario.of(4).start();
    private final String old = scenario.leader();
    private final String next = scenario.inLine().get(1);
    private final String giver = scenario.inLine().get(2);
    private final String slow = scenario.inLine().get(3);
    private final Id128 task = ScenariosOfTailsTest.leaveBehind(scenario, next, giver);
    /** Nobody but the next claims, and it has to wait for the slow one: the gather stays open. */
    private final List<Jam<Command.ClaimEpoch>> claims = List.of(
            scenario.hold(Command.ClaimEpoch.class, giver, "*"), scenario.hold(Command.ClaimEpoch.class, slow, "*"));

    private final Jam<Message.Snapshot> held = scenario.hold(Message.Snapshot.class, slow, next);
    private final Jam<Command.Note> gathered = scenario.notes("gather");

    private void letThemGoOn() {
        held.release();
        claims.forEach(Jam::drop);
        scenario.until("all but the old", () -> scenario.inSync() == 3);
        scenario.untilCommitted(0);
    }

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whoGivesItsLastEntriesAndComesBackAsAnotherProcessInTheSameGatherIsAskedAnew() {
        Jam<Message.Snapshot> given = scenario.watch(Message.Snapshot.class, giver, next)
                .where(part -> part.part() instanceof SnapshotPart.End);

        scenario.node(old).kill("script");
        scenario.await(given, "it gives");
        scenario.pass(50);
        assertThat(scenario.role(next)).isEqualTo(Role.GATHERING);
        scenario.node(giver).kill("script");
        scenario.pass(20);
        scenario.node(giver).start();
        scenario.await(gathered, "the gather is over");
        letThemGoOn();
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** It begins anew, and is not heard to the end, while what it gave before still lies there. */
    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whoseSecondGiftIsUnderWayWhenTheGatherIsOverIsHandedOverOnce() {
        // What is asked at first comes late, after a wish to join was answered with a second question.
        long[] first = new long[1];
        Jam<Message.Snapshot> late = scenario.hold(Message.Snapshot.class, giver, next)
                .where(part -> {
                    first[0] = first[0] == 0 ? part.transfer() : first[0];
                    return part.transfer() == first[0];
                });
        Jam<Message.Snapshot> second = scenario.hold(Message.Snapshot.class, giver, next)
                .where(part -> part.transfer() > first[0] && first[0] > 0);

        scenario.node(old).kill("script");
        scenario.await(late, "it gives");
        scenario.pass(350);
        scenario.process(next)
                .deliver(new Event.Received(new Envelope(
                        "sim",
                        0,
                        scenario.machine(next).epoch() - 1,
                        scenario.process(giver).life,
                        new Message.Join())));
        scenario.pass(60);
        late.release();
        scenario.pass(30);
        assertThat(second.isEmpty()).isFalse();
        scenario.await(gathered, "the gather is over");
        assertThat(gathered.first().text()).contains("all of one order");
        scenario.pass(500);
        second.release();
        letThemGoOn();
        scenario.pass(1_000);
        ScenariosOfTailsTest.assertAlike(scenario, next, slow);
        scenario.assertRanOnce(task);
        scenario.end();
    }
}
