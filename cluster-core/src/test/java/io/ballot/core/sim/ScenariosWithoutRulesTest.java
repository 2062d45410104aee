package io.ballot.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario that would pass without the rule that it is about would show nothing. */
@Tag("V3")
final class ScenariosWithoutRulesTest {

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource({
        "s38, R3.ledger",
        "s40, R9.fresh",
        "s40, R9.grace",
        "s41, R9.first",
        "s42, R8.lease",
        "s42, R8.claim",
        "s43, R14.token",
        "s44, R13.mark",
        "s17_aCommitOfTheTopicBefore, R11.topic",
        "s17_noCommitOfTheTopicBefore, R11.topic",
        "s17_aPartitionHandedOver, R11.topic",
        "s47_aCrashBetweenTheParkedOutcome, R11.prefix",
        "s60, R7.void",
        "s61, R1.lower",
        "s62, R14.older",
        "s63, R8.record",
    })
    void aRuleThatIsTakenAwayIsMissed(String scenario, String rule) {
        assertMissed(scenario, Ablations.named(rule).get(0).cuts());
    }

    private static void assertMissed(String scenario, List<Cut> cuts) {
        assertThat(new AblatedWorld(cuts).violationOf(scenario))
                .as(scenario + " without " + cuts)
                .isNotEmpty();
    }

    @Test
    void aStoreIdThatOutlivesItsMemoryIsNoticed() {
        assertMissed("s39_withoutItsDisk", List.of(Cut.field("sim.SimNode", "newStore", "lastStore")));
    }

    @Test
    void aPromiseThatIsNotOnFileIsNoticed() {
        assertMissed("s39_withItsJournal", List.of(Cut.answer("Recovery", "promised", 0L)));
    }

    @Test
    void aClaimOfAnEarlierLifeTakenForThisOnesIsNoticed() {
        assertMissed("s45", List.of(Cut.answer("vote.VoteTable", "isSameLife", true)));
    }

    @Test
    void aTailThatIsTakenAndNotAppliedIsNoticed() {
        assertMissed("s65_aMember", List.of(Cut.skip("member.Replica", "follow")));
    }

    @Test
    void aMemoryThatIsMoreThanItsPlaceSaysIsNoticed() {
        assertMissed("s66_whoKnewMore", List.of(Cut.answer("registry.SnapshotJoin", "isAllOf", true)));
        assertMissed("s66_whoMissed", List.of(Cut.answer("registry.SnapshotJoin", "isAllOf", true)));
    }

    @Test
    void aLeaderThatDoesNotAbdicateIsNoticed() {
        assertMissed("s31_aLeaderThatReaches", List.of(Cut.answer("vote.InSyncWatch", "lostMost", 0)));
    }

    @Test
    void aClaimOnTheWordOfABackupIsNoticed() {
        assertMissed("s33_zooKeeperRestored", List.of(Cut.answer("member.GoneBack", "suspects", false)));
    }

    @Test
    void withEveryRuleTheyHoldInThatWorldToo() {
        AblatedWorld world = new AblatedWorld(List.of());

        assertThat(List.of(
                        "s17_aCommitOfTheTopicBefore",
                        "s31_aLeaderThatReaches",
                        "s33_zooKeeperRestored",
                        "s38",
                        "s39_withoutItsDisk",
                        "s39_withItsJournal",
                        "s40",
                        "s41",
                        "s42",
                        "s43",
                        "s44",
                        "s45",
                        "s47_aCrashBetweenTheParkedOutcome",
                        "s60",
                        "s61",
                        "s62",
                        "s63",
                        "s65_aMember",
                        "s66_whoKnewMore",
                        "s66_whoMissed"))
                .allSatisfy(scenario -> assertThat(world.violationOf(scenario)).isEmpty());
    }
}
