package io.ballot.core.vote;

import static io.ballot.core.OutboxProbe.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.core.member.Successions;
import io.ballot.protocol.Life;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D4")
@Tag("F3")
class LivesTest {

    private static final long GONE_AFTER_MS = OutboxProbe.TIMES.goneAfterMs();

    private final OutboxProbe probe = new OutboxProbe("n1");
    private final Lives lives = new Lives(probe.outbox, new Successions(), OutboxProbe.TIMES);
    private final Life other = life("n2", 1);

    @BeforeEach
    void anEarlierReignEndedJustNow() {
        lives.earlierLeases(0);
    }

    @Test
    void theWaitIsAStretchedLeaseAndTheMargin() {
        assertThat(GONE_AFTER_MS).isEqualTo(10_200 + 1_000);
    }

    @Test
    void aHolderThatCannotBeAskedIsNotGone() {
        lives.heard(other);
        probe.at(GONE_AFTER_MS);
        assertThat(lives.provablyGone(other)).isFalse();
        assertThat(lives.possibleHolders()).contains(other);
    }

    @Test
    void aLifeThatNobodyRenewedIsGoneAfterALease() {
        probe.at(GONE_AFTER_MS + 1);
        assertThat(lives.provablyGone(other)).isTrue();
        assertThat(lives.unseenAreGone()).isTrue();
    }

    @Test
    void aRenewalBeginsTheWaitAnew() {
        probe.at(GONE_AFTER_MS);
        lives.renewed(other);
        probe.after(GONE_AFTER_MS);
        assertThat(lives.provablyGone(other)).isFalse();
        probe.after(1);
        assertThat(lives.provablyGone(other)).isTrue();
    }

    @Test
    void aGoodbyeProvesItAtOnce() {
        lives.renewed(other);
        lives.goodbye(other);
        assertThat(lives.provablyGone(other)).isTrue();
    }

    @Test
    void hearingOfTwoLivesOfOneDirectoryTellsNotWhichIsTheNewer() {
        lives.renewed(other);
        lives.heard(life("n2", 2));
        assertThat(lives.provablyGone(other)).isFalse();
        assertThat(lives.provablyGone(life("n2", 2))).isFalse();
    }

    @Test
    void afterAnOrderlyEndNobodyIsWaitedFor() {
        lives.noEarlierLeases();
        assertThat(lives.provablyGone(other)).isTrue();
    }
}
