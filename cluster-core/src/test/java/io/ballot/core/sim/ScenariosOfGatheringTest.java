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

    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whoGivesItsLastEntriesAndComesBackAsAnotherProcessInTheSameGatherIsAskedAnew() {
        Scenario scenario = Scenario.of(4).start();
        String old = scenario.leader();
        List<String> queue = scenario.cluster.zooKeeper.electionQueue().stream()
                .map(Object::toString)
                .toList();
        String next = queue.get(1);
        String giver = queue.get(2);
        String slow = queue.get(3);
        Id128 task = ScenariosOfTailsTest.leaveBehind(scenario, next, giver);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, giver, "*");
        Jam<Command.ClaimEpoch> others = scenario.hold(Command.ClaimEpoch.class, slow, "*");
        Jam<Message.Snapshot> held = scenario.hold(Message.Snapshot.class, slow, next);
        Jam<Message.Snapshot> given = scenario.watch(Message.Snapshot.class, giver, next)
                .where(part -> part.part() instanceof SnapshotPart.End);
        Jam<Command.Note> gathered = scenario.notes("gather");

        scenario.node(old).kill("script");
        scenario.await(given, "it gives");
        scenario.pass(50);
        assertThat(scenario.role(next)).isEqualTo(Role.GATHERING);
        scenario.node(giver).kill("script");
        scenario.pass(20);
        scenario.node(giver).start();
        scenario.await(gathered, "the gather is over");
        held.release();
        claims.drop();
        others.drop();
        scenario.until("all but the old", () -> scenario.inSync() == 3);
        scenario.untilCommitted(0);
        scenario.assertRanOnce(task);
        scenario.end();
    }

    /** It begins anew, and is not heard to the end, while what it gave before still lies there. */
    @Test
    @Tag("S65")
    @Tag("E3")
    void s65_whoseSecondGiftIsUnderWayWhenTheGatherIsOverIsHandedOverOnce() {
        Scenario scenario = Scenario.of(4).start();
        String old = scenario.leader();
        List<String> queue = scenario.cluster.zooKeeper.electionQueue().stream()
                .map(Object::toString)
                .toList();
        String next = queue.get(1);
        String giver = queue.get(2);
        String slow = queue.get(3);
        Id128 task = ScenariosOfTailsTest.leaveBehind(scenario, next, giver);
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, giver, "*");
        Jam<Command.ClaimEpoch> others = scenario.hold(Command.ClaimEpoch.class, slow, "*");
        Jam<Message.Snapshot> held = scenario.hold(Message.Snapshot.class, slow, next);
        // What is asked at first comes late, after a wish to join was answered with a second question.
        long[] first = new long[1];
        Jam<Message.Snapshot> late = scenario.hold(Message.Snapshot.class, giver, next)
                .where(part -> {
                    first[0] = first[0] == 0 ? part.transfer() : first[0];
                    return part.transfer() == first[0];
                });
        Jam<Message.Snapshot> second = scenario.hold(Message.Snapshot.class, giver, next)
                .where(part -> part.transfer() > first[0] && first[0] > 0);
        Jam<Command.Note> gathered = scenario.notes("gather");

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
        held.release();
        claims.drop();
        others.drop();
        scenario.until("all but the old", () -> scenario.inSync() == 3);
        scenario.untilCommitted(0);
        scenario.pass(1_000);
        ScenariosOfTailsTest.assertAlike(scenario, next, slow);
        scenario.assertRanOnce(task);
        scenario.end();
    }
}
