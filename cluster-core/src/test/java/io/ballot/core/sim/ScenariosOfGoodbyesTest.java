package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.member.Role;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A leader that says goodbye, and those whom it leaves: its word is enough, and one of them goes on at once. */
final class ScenariosOfGoodbyesTest {

    /** The aim of the protocol for a succession. */
    private static final long AIM_MS = 1_000;

    @Test
    @Tag("S58")
    @Tag("E1")
    @Tag("E7")
    void s58_aLeaderThatSaysGoodbyeIsSucceededAtOnceAndLetsNobodyInAnyMore() {
        Scenario scenario = Scenario.of(3).start();
        String old = scenario.leader();
        long epoch = scenario.epoch();
        scenario.move(0, scenario.lastInLine());
        Jam<Message.Goodbye> goodbyes = scenario.watch(Message.Goodbye.class, old, "*");
        scenario.process(old).askToStop();
        scenario.await(goodbyes, "it says goodbye");
        long saidMs = scenario.cluster.heap.now();
        Jam<Message.Promise> promises = scenario.watch(Message.Promise.class, old, "*");

        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);

        assertThat(scenario.cluster.heap.now() - saidMs).isLessThan(AIM_MS / 2);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        assertThat(promises.isEmpty()).isTrue();
        scenario.assertRanOnce(task);
        scenario.assertNeverChecked(task);
        scenario.end();
    }

    /** It was told that the leader had left, and took that for a word on the next one until that had answered a heartbeat. */
    @Test
    @Tag("S58")
    @Tag("E1")
    @Tag("E6")
    void s58_aNomineeThatHasPromisedToTheNextLeaderDoesNotClaimAgainstItBeforeItsFirstAnswer() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n3", "n2");
        String old = scenario.leader();
        String nominee = scenario.nextInLine();
        String next = "n2"; // the first by name of those who are left
        long epoch = scenario.epoch();
        Jam<Message.Lease> leases = scenario.hold(Message.Lease.class, next, nominee);
        Jam<Event.Nominated> nominated = scenario.watch(Event.Nominated.class, "*", nominee);
        Jam<Command.ClaimEpoch> claims = scenario.watch(Command.ClaimEpoch.class, nominee, "*");

        scenario.process(old).askToStop();
        scenario.until("the other leads", () -> scenario.role(next) == Role.LEADER);
        scenario.until("the nominee follows", () -> scenario.role(nominee) == Role.FOLLOWER);
        scenario.await(nominated, "it is nominated");
        scenario.pass(300);

        assertThat(claims.isEmpty()).isTrue();
        leases.release();
        scenario.pass(3_000);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        assertThat(scenario.leader()).isEqualTo(next);
        scenario.end();
    }

    /** All hear the goodbye at once; whoever claims beside the other is in its way, or over its epoch. */
    @Test
    @Tag("S58")
    @Tag("E1")
    void s58_ofThoseThatALeaderLeavesOneClaimsAndClaimsOnce() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n3", "n2");
        long epoch = scenario.epoch();
        Jam<Command.ClaimEpoch> claims = scenario.watch(Command.ClaimEpoch.class, "*", "*");

        scenario.process("n1").askToStop();
        scenario.until("another leads", () -> scenario.role("n2") == Role.LEADER);
        scenario.until("the other follows", () -> scenario.role("n3") == Role.FOLLOWER && scenario.inSync() == 2);
        scenario.pass(3_000);

        assertThat(claims.seen()).hasSize(1);
        assertThat(scenario.epoch()).isEqualTo(epoch + 1);
        scenario.end();
    }

    @Test
    @Tag("S58")
    @Tag("E1")
    @Tag("E3")
    void s58_aFirstThatDoesNotClaimIsNotWaitedForLong() {
        Scenario scenario = Cast.startInOrder(Scenario.of(3), "n1", "n3", "n2");
        Jam<Message.Goodbye> goodbyes = scenario.watch(Message.Goodbye.class, "n1", "*");
        Jam<Command.ClaimEpoch> claims = scenario.hold(Command.ClaimEpoch.class, "n2", "*");
        scenario.move(0, "n3");

        scenario.process("n1").askToStop();
        scenario.await(goodbyes, "it says goodbye");
        long saidMs = scenario.cluster.heap.now();
        Id128 task = scenario.submit(0);
        scenario.untilCommitted(0);

        assertThat(claims.isEmpty()).isFalse();
        assertThat(scenario.leader()).isEqualTo("n3");
        assertThat(scenario.cluster.heap.now() - saidMs).isLessThan(AIM_MS);
        claims.drop();
        scenario.assertRanOnce(task);
        scenario.end();
    }
}
