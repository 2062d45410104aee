package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.member.Successions;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D1")
class EvidenceRoundsTest {

    private static final Id128 TASK = new Id128(42, 42);

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Lives lives = new Lives(probe.outbox, new Successions(), OutboxProbe.TIMES);
    private final EvidenceRounds rounds = new EvidenceRounds(probe.outbox, lives);
    private final List<String> words = new ArrayList<>();
    private final EvidenceRounds.Findings findings = new EvidenceRounds.Findings() {
        @Override
        public void held(Id128 id) {
            words.add("held");
        }

        @Override
        public void executed(Id128 id, Outcome outcome) {
            words.add("executed " + outcome);
        }

        @Override
        public void cleared(Id128 id) {
            words.add("cleared");
        }
    };
    private final Life self = life("n1", 1);
    private final Life other = life("n2", 1);

    private void ask() {
        lives.renewed(other);
        rounds.ask(TASK);
        rounds.pump(findings);
    }

    private void answer(Life life, Message.EvidenceKind kind, Outcome outcome) {
        rounds.onEvidence(
                life,
                new Message.Evidence(1, new byte[] {(byte) kind.ordinal()}, new byte[] {outcome.code()}),
                findings);
        rounds.pump(findings);
    }

    @Test
    void everyPossibleHolderIsAskedTheAskerItselfToo() {
        ask();
        assertThat(probe.sentTo("n2")).hasSize(1);
        assertThat(probe.sentToItself()).hasSize(1);
    }

    @Test
    void aTaskIsClearedOnlyWhenAllHaveSaidNo() {
        ask();
        answer(self, Message.EvidenceKind.NO, Outcome.NONE);
        assertThat(words).isEmpty();
        answer(other, Message.EvidenceKind.NO, Outcome.NONE);
        assertThat(words).containsExactly("cleared");
    }

    @Test
    void aSilentHolderIsAskedAgainAndWaitedForUntilItsLeaseIsCertainlyOver() {
        ask();
        probe.sentTo("n2");
        answer(self, Message.EvidenceKind.NO, Outcome.NONE);
        probe.after(1000);
        rounds.pump(findings);
        assertThat(probe.sentTo("n2")).hasSize(1);
        assertThat(words).isEmpty();
        probe.at(OutboxProbe.TIMES.goneAfterMs() + 1);
        rounds.pump(findings);
        assertThat(words).containsExactly("cleared");
    }

    @Test
    void whoPreparesOrRunsItEndsTheDoubt() {
        ask();
        answer(other, Message.EvidenceKind.RUNNING, Outcome.NONE);
        answer(self, Message.EvidenceKind.NO, Outcome.NONE);
        assertThat(words).containsExactly("held");
    }

    @Test
    @Tag("C2")
    void anExecutionThatIsNotCommittedYetIsKnown() {
        ask();
        answer(other, Message.EvidenceKind.EXECUTED, Outcome.SUCCESS);
        answer(self, Message.EvidenceKind.NO, Outcome.NONE);
        assertThat(words).containsExactly("executed SUCCESS");
    }
}
