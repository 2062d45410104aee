package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.QueuePolicy.Check;
import io.ballot.core.member.Role;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Token;
import io.ballot.protocol.VerdictKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What deposed leaders leave behind, and promises that are forgotten (found by the models). */
final class ScenariosOfEpochsTest {

    /** n1 asks, the entry reaches n2 alone and is never answered; the same id runs elsewhere; then n2 comes back. */
    @Test
    @Tag("S38")
    @Tag("E3")
    @Tag("E5")
    void s38_aClaimThatADeposedLeaderNeverAnsweredIsNotGrantedTwoEpochsLater() {
        Scenario scenario = Cast.startInOrder(
                Scenario.of(5, 5, Check.ASK, new FilterParams(2_000, 1e-4)), "n5", "n4", "n3", "n1", "n2");
        Post post = Post.of(scenario);
        for (String other : new String[] {"n1", "n3", "n4"}) {
            scenario.lose(Message.Replicate.class, "n5", other);
        }
        Id128 task = scenario.submit(0);
        scenario.until("n2 holds the grant", () -> Cast.maybeHeld(scenario, "n2", task) != null);
        scenario.isolate("n2");
        scenario.process("n2").zooKeeper.lose(20_000);
        Post.Kept votes = post.keep(Message.Vote.class, "n1", "*", message -> true);
        scenario.crash("n5");

        scenario.until("n4 leads", () -> scenario.role("n4") == Role.LEADER);
        scenario.until("n1 follows", () -> scenario.role("n1") == Role.FOLLOWER);
        assertThat(Cast.maybeHeld(scenario, "n4", task)).isNull();
        scenario.submitAgain(task, 2);
        scenario.until(
                "its twin has run and is pruned",
                () -> scenario.log(2).isDone() && scenario.cluster.effects.succeeded(task));
        scenario.pass(500);
        assertThat(Cast.maybeHeld(scenario, "n4", task)).isNull();
        assertThat(Cast.maybeHeld(scenario, "n2", task).holder())
                .as("and yet n2 still has n1's unanswered grant")
                .isEqualTo(scenario.process("n1").life);
        assertThat(Token.epoch(Cast.maybeHeld(scenario, "n2", task).token())).isEqualTo(1);

        scenario.crash("n4");
        scenario.rejoin("n2");
        scenario.process("n2").zooKeeper.reach();
        scenario.until("n3 leads", () -> scenario.role("n3") == Role.LEADER);
        assertThat(post.sent(Message.Promised.class, "n2", "n3"))
                .as("n2's memory was among those that n3 gathered from")
                .anyMatch(letter -> letter.envelope().epoch() == 3);
        votes.stop();
        scenario.until(
                "n1 asks the same again",
                () -> post.sent(Message.Verdict.class, "n3", "n1").size() >= 1);
        Message.Verdict verdict = (Message.Verdict)
                post.sent(Message.Verdict.class, "n3", "n1").get(0).envelope().message();
        long asked = ((Message.Vote) votes.letters.get(0).envelope().message())
                .requests()
                .get(0)
                .claim()
                .claimNo();
        assertThat(verdict.claimNo()).as("the very claim of epoch 1").isEqualTo(asked);
        assertThat(VerdictKind.of(verdict.kinds()[0])).isEqualTo(VerdictKind.DONE);
        scenario.end();
        scenario.assertRanOnce(task);
        assertThat(scenario.checksOf(task)).isZero();
    }

    /**
     * Without its disk a restart forgets the promise and draws a new store id. The deposed leader needs nobody's word but
     * that of the old store, so the forgetful process could give it everything, were it taken for that.
     */
    @Test
    @Tag("S39")
    @Tag("E6")
    void s39_withoutItsDiskAPromiseForgottenOverARestartHelpsTheDeposedLeaderToNothing() {
        Scenario scenario = fourNodes();
        Post post = Post.of(scenario);
        StoreRef before = deposedOnTheWordOfN2(scenario);
        long deposedMs = scenario.cluster.heap.now();

        scenario.crashAndForget("n2");
        Cast.part(scenario, "n2", "n3");
        Cast.part(scenario, "n2", "n1");
        scenario.mend("n2", "n4");
        Id128 task = scenario.submit(3);
        scenario.node("n2").start();
        scenario.until("its next process joins the deposed leader", () -> scenario.role("n2") == Role.SYNCING);
        assertThat(scenario.role("n4")).as("it does not know").isEqualTo(Role.LEADER);
        assertThat(scenario.machine("n2").epoch())
                .as("the promise is forgotten")
                .isEqualTo(1);
        assertThat(scenario.process("n2").store).isNotEqualTo(before);
        scenario.pass(3_000);

        assertThat(post.sent(Message.Promised.class, "n2", "n4")).anyMatch(letter -> letter.atMs() > deposedMs);
        assertThat(post.sent(Message.Lease.class, "n4", "*")).noneMatch(letter -> letter.atMs() > deposedMs);
        assertThat(post.sent(Message.Verdict.class, "n4", "*")).noneMatch(letter -> letter.atMs() > deposedMs);
        assertThat(post.notes("n4", "deposed"))
                .as("the only store that counted is gone, and the others are cut off")
                .hasSize(1);
        assertThat(scenario.runs(task)).isEmpty();
        scenario.end();
        scenario.assertRanOnce(task);
        assertThat(scenario.cluster.zooKeeper.state().maybeView().holds(before)).isFalse();
    }

    /** The same with its disk: the next process of that store knows what the last one had promised, and does without n4. */
    @Test
    @Tag("S39")
    @Tag("F5")
    @Tag("E6")
    void s39_withItsJournalTheNextProcessKeepsThePromiseAndTheDeposedLeaderGetsNothing() {
        Scenario scenario = fourNodes();
        Post post = Post.of(scenario);
        StoreRef before = deposedOnTheWordOfN2(scenario);
        long deposedMs = scenario.cluster.heap.now();

        scenario.crash("n2");
        Cast.part(scenario, "n2", "n3");
        Cast.part(scenario, "n2", "n1");
        scenario.mend("n2", "n4");
        Id128 task = scenario.submit(3);
        scenario.node("n2").start();
        assertThat(scenario.process("n2").store).isEqualTo(before);
        scenario.pass(2_000);

        assertThat(scenario.machine("n2").epoch()).isEqualTo(2);
        assertThat(post.sent(Message.Synced.class, "n2", "n4")).noneMatch(letter -> letter.atMs() > deposedMs);
        assertThat(post.sent(Message.Ack.class, "n2", "n4")).noneMatch(letter -> letter.atMs() > deposedMs);
        assertThat(post.sent(Message.Verdict.class, "n4", "*")).noneMatch(letter -> letter.atMs() > deposedMs);
        assertThat(scenario.runs(task)).isEmpty();
        scenario.end();
        scenario.assertRanOnce(task);
    }

    private static Scenario fourNodes() {
        return Cast.startInOrder(Scenario.of(4, 4, Check.ASK, new FilterParams(2_000, 1e-4)), "n4", "n3", "n1", "n2");
    }

    /** n4 and n2 are the in-sync set; n4 loses ZooKeeper, and n3 leads on n2's promise, of which n4 does not hear. */
    private static StoreRef deposedOnTheWordOfN2(Scenario scenario) {
        scenario.submit(3);
        scenario.untilCommitted(3);
        Cast.part(scenario, "n4", "n3");
        Cast.part(scenario, "n4", "n1");
        scenario.until("n4 and n2 are the in-sync set", () -> scenario.inSync() == 2);
        scenario.pass(500);
        StoreRef store = scenario.process("n2").store;
        scenario.process("n4").zooKeeper.lose(60_000);
        scenario.until(
                "n4's session is over",
                () -> scenario.cluster.zooKeeper.electionQueue().size() == 3);
        scenario.cut("n2", "n4");
        scenario.until("n3 leads on n2's promise", () -> scenario.role("n3") == Role.LEADER);
        assertThat(scenario.machine("n2").epoch()).isEqualTo(2);
        return store;
    }
}
