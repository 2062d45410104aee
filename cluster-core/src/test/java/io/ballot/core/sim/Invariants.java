package io.ballot.core.sim;

import java.util.List;

/** All that is checked in every run. */
final class Invariants {

    private Invariants() {}

    static List<Invariant> all(SimCluster cluster) {
        Memory memory = new Memory(cluster);
        Reigns reigns = new Reigns(cluster);
        Grants grants = new Grants(cluster, memory);
        return List.of(
                memory,
                reigns,
                grants,
                new DoubtCoverage(cluster),
                new OneLeaderAnEpoch(cluster, reigns),
                new CleanStartsRemember(cluster, reigns),
                new AnsweredIsHeld(cluster, memory, reigns, grants),
                new CeilingsAndFloors(cluster, reigns, grants),
                new NothingNewBelowTheHorizon(cluster, reigns, grants),
                new DropsHaveEvidence(cluster),
                new NoBinds(cluster),
                new QueuesAreBounded(cluster),
                new DoubtsAreDecided(cluster),
                new FilterOnlyGains(cluster),
                new GrantedOnce(cluster, memory),
                new NeverTwoAtOnce(cluster),
                new EffectsInOrder(cluster),
                new CommittedMeansDecided(cluster),
                new TokensGrow(cluster),
                new AgainOnlyForAReason(cluster, memory),
                new OneEntryAnId(cluster),
                new OnePlaceOneMemory(cluster),
                new PayloadKept(cluster),
                new DoubtsAreTold(cluster));
    }
}
