package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.node.cli.Verdict.Word;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("U3")
final class VerdictTest {

    private static Surveys three() {
        return new Surveys().inSync("n1", "n2", "n3").node("n2", "FOLLOWER").node("n3", "FOLLOWER");
    }

    private static Verdict verdict(Surveys surveys) {
        return Verdict.of(surveys.survey());
    }

    @Test
    void aLeaderAndEveryKnownNodeInSyncIsHealthy() {
        assertThat(verdict(three().node("n1", "LEADER"))).isEqualTo(new Verdict(Word.HEALTHY, java.util.List.of()));
    }

    @Test
    void aNodeThatIsDownDegradesUntilItIsForgotten() {
        Verdict verdict = verdict(three().node("n1", "LEADER").down("n4"));

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .contains("n4 is down")
                .contains("forget n4");
    }

    @Test
    void aNodeThatIsNotInSyncDegrades() {
        Verdict verdict =
                verdict(new Surveys().inSync("n1").node("n1", "LEADER").node("n2", "FOLLOWER"));

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons()).containsExactly("n2 is not in the in-sync set");
    }

    @Test
    @Tag("F4")
    void aNodeThatStallsDegradesAndSaysWhatItWaitsFor() {
        Verdict verdict =
                verdict(three().stalled("2 wait for the queue's check").node("n1", "LEADER"));

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons()).containsExactly("n1 has taken no step for 61 s: 2 wait for the queue's check");
    }

    @Test
    void aSuspendedNodeDegrades() {
        assertThat(verdict(three().node("n1", "LEADER").node("n4", "SUSPENDED")).reasons())
                .containsExactly("n4 is SUSPENDED");
    }

    /** It may be a slow machine, or a firewall between it and whoever asks. */
    @Test
    void aLeaderWhoOnlyDoesNotAnswerHereIsNotMissed() {
        Verdict verdict = verdict(three().silent("n1", "no answer in time"));

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons()).containsExactly("n1 does not answer at http://10.0.0.1:7071: no answer in time");
    }

    @Test
    void aSilentClaimantWhomNobodyFollowsIsNoLeader() {
        Verdict verdict = verdict(new Surveys()
                .inSync("n1", "n2")
                .silent("n1", "connection refused")
                .node("n2", "SUSPENDED"));

        assertThat(verdict.word()).isEqualTo(Word.NO_LEADER);
        assertThat(verdict.reasons().get(0)).isEqualTo("no node says that it leads epoch 7");
    }

    @Test
    void aLeaderOfAnOlderEpochLeadsNothing() {
        Verdict verdict = verdict(new Surveys().inSync("n1").node("n1", "LEADER", 6));

        assertThat(verdict.word()).isEqualTo(Word.NO_LEADER);
    }

    @Test
    void aNewLeaderThatStillGathersIsNamed() {
        Verdict verdict = verdict(new Surveys().inSync("n1", "n2").down("n1").node("n2", "GATHERING", 8));

        assertThat(verdict.word()).isEqualTo(Word.NO_LEADER);
        assertThat(verdict.reasons().get(0)).isEqualTo("n2 gathers what the others know, for epoch 8");
    }

    @Test
    void theLastOfThreeSaysWhatItWaitsForAndTheWayOut() {
        Verdict verdict =
                verdict(new Surveys().inSync("n1", "n2").down("n1").down("n3").node("n2", "GATHERING", 8));

        assertThat(verdict.reasons().get(0))
                .contains("waits for a second node (min.insync)")
                .contains("forget");
    }

    @Test
    void aClusterWithoutALivingNodeHasNoLeader() {
        Verdict verdict = verdict(new Surveys().inSync("n1").down("n1"));

        assertThat(verdict.word()).isEqualTo(Word.NO_LEADER);
        assertThat(verdict.reasons().get(0)).isEqualTo("no node lives");
    }

    @Test
    void tasksThatNobodyConsumesDegrade() {
        Verdict verdict = verdict(three().node("n1", "LEADER").lag(5).nobodyConsumes());

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons()).containsExactly("queue webhooks: nobody consumes 1 partitions that hold tasks");
    }

    @Test
    void aKafkaThatDoesNotAnswerDegrades() {
        Verdict verdict = verdict(three().node("n1", "LEADER").kafkaSilent("no broker answers"));

        assertThat(verdict.word()).isEqualTo(Word.DEGRADED);
        assertThat(verdict.reasons()).containsExactly("queue webhooks: its lag is not known: no broker answers");
    }
}
