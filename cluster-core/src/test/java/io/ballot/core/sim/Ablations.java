package io.ballot.core.sim;

import static io.ballot.core.sim.Cut.answer;
import static io.ballot.core.sim.Cut.field;
import static io.ballot.core.sim.Cut.skip;

import java.util.List;

/** Every sentence of the protocol that can be taken away here. R12 (crash-only) is no step that could be left out. */
final class Ablations {

    private Ablations() {}

    /**
     * @param what a sentence, a rule (all its sentences at once), or "each"
     * @throws IllegalArgumentException if there is no such
     */
    static List<Ablation> named(String what) {
        if (what.equals("each")) {
            return all();
        }
        List<Ablation> some = all().stream()
                .filter(ablation ->
                        ablation.name().equals(what) || ablation.rule().equals(what))
                .toList();
        if (some.isEmpty()) {
            throw new IllegalArgumentException("nothing is called '" + what + "'; --list shows what can be taken away");
        }
        List<Cut> cuts =
                some.stream().flatMap(ablation -> ablation.cuts().stream()).toList();
        return List.of(new Ablation(what, "all of it", cuts));
    }

    static List<Ablation> all() {
        return List.of(
                Ablation.of(
                        "R1.lower",
                        "a node that has seen epoch e accepts nothing of a lower one",
                        answer("NodeMachine", "isOutdated", false)),
                Ablation.of("R1.journal", "promises are kept across restarts", answer("Recovery", "promised", 0L)),
                Ablation.of("R2.journal", "what is acknowledged is on file before", answer("Journal", "holds", true)),
                Ablation.of(
                        "R2.insync",
                        "a grant is answered only when every store of the stored in-sync set has acknowledged it",
                        answer("vote.Replication", "heldByStores", Long.MAX_VALUE),
                        answer("vote.Replication", "heldByCounted", Long.MAX_VALUE)),
                Ablation.of(
                        "R2.union",
                        "what some peer had already is a doubt, not a grant",
                        skip("vote.GrantAnswer", "had")),
                Ablation.of(
                        "R3.clean",
                        "leadership starts clean only if a store of the last in-sync set has given its state",
                        answer("vote.Gathering", "hasGivenMember", true)),
                Ablation.of(
                        "R3.ledger",
                        "ledgers are not joined: they come from members of the last in-sync set only",
                        answer("vote.Gathering", "ledgerCounts", true)),
                Ablation.of(
                        "R3.guard",
                        "views and ceilings are written only while the epoch is the writer's",
                        answer("sim.SimZooKeeper", "isVersion", true)),
                Ablation.of(
                        "R4.ceiling",
                        "at the ceiling votes wait until a higher one is stored",
                        answer("vote.Ceilings", "admits", true)),
                Ablation.of(
                        "R4.floor",
                        "after an unclean start everything below the stored ceilings is doubtful",
                        skip("vote.Gathering", "setFloors")),
                Ablation.of(
                        "R5.horizon",
                        "dropping a generation raises a horizon, and a record below it is doubtful",
                        skip("registry.PartitionLine", "raiseHorizon")),
                Ablation.of(
                        "R5.carry",
                        "what is still in the ledger or the recents is added to the new generation",
                        skip("registry.EntryApplier", "carryOver")),
                Ablation.of(
                        "R6.failed",
                        "a failed outcome is the retry policy's business, not a done",
                        answer("vote.VoteTable", "isDone", true)),
                Ablation.of(
                        "R7.record",
                        "only the same record under the same claim is the same question",
                        answer("vote.VoteTable", "isSameQuestion", true)),
                Ablation.of(
                        "R7.twin",
                        "a second record of one id in the same poll is not the same question",
                        answer("vote.IdSet", "add", true)),
                Ablation.of(
                        "R7.void",
                        "a claim that was given up is void at the leader",
                        answer("vote.VoidClaims", "holds", false)),
                Ablation.of(
                        "R8.claim",
                        "a grant is honoured only while its claim is open",
                        answer("work.Verdicts", "isOpen", true)),
                Ablation.of(
                        "R8.reserve",
                        "a doubtful id is reserved for one resolver; others are told busy",
                        answer("vote.Reservations$Reservation", "isFor", true)),
                Ablation.of(
                        "R8.record",
                        "an end that came on record during a check counts before the check's word",
                        answer("vote.VoteTable", "isOnRecord", false)),
                Ablation.of(
                        "R8.no",
                        "who answered 'not me' refuses grants of claims that it opened before",
                        skip("work.EvidenceGiver", "bind")),
                Ablation.of(
                        "R8.lease",
                        "the end of a lease closes every open claim and every unstarted grant",
                        skip("work.Workload", "closeClaims")),
                Ablation.of(
                        "R8.falls", "a reservation falls when its resolver is gone", skip("vote.Resolver", "onTick")),
                Ablation.of(
                        "R9.lease",
                        "a node starts and runs tasks only while it holds a lease",
                        answer("member.LeaseKeeper", "isValid", true),
                        answer("sim.SimWorkers", "hasLease", true)),
                Ablation.of(
                        "R9.proof",
                        "a heartbeat is answered only with proof, later than its sending, that its leader still leads",
                        answer("vote.Proofs", "isProven", true)),
                Ablation.of(
                        "R9.fresh",
                        "leases, grants and marks only while the last guarded answer is younger than the grace",
                        answer("vote.Answering", "isFresh", true)),
                Ablation.of(
                        "R9.grace",
                        "an unclean leader waits the grace before it gives leases or grants",
                        answer("vote.Gathering", "graceMs", 0L)),
                Ablation.of(
                        "R9.wait",
                        "a holder that cannot be asked is unknown until its lease is certainly over",
                        answer("vote.Lives", "leaseCertainlyOver", true),
                        answer("vote.Lives", "unseenAreGone", true)),
                Ablation.of(
                        "R9.first",
                        "earlier leases count from the first member's promise, never from the epoch write",
                        skip("vote.Lives", "earlierLeasesSince")),
                Ablation.of(
                        "R10.store",
                        "a system that remembers the highest token of a task refuses lower ones",
                        answer("sim.EffectLog", "isRefused", false)),
                Ablation.of(
                        "R11.prefix",
                        "only the contiguous prefix of decided tasks is committed",
                        field("offset.OffsetTracker", "commitOffset", "next")),
                Ablation.of(
                        "R11.topic",
                        "an offset whose text names another topic is none",
                        answer("offset.StartPoint", "belongsToAnother", false)),
                Ablation.of(
                        "R11.side",
                        "parked or dead-lettered only when Kafka has acknowledged that record",
                        answer("work.SideRecords", "isOnRecord", true)),
                Ablation.of(
                        "R13.mark", "a start is marked in the ledger first", answer("vote.ProgressBook", "mark", true)),
                Ablation.of(
                        "R14.token",
                        "a report counts only for the current token",
                        answer("vote.ProgressBook", "isOfGrant", true),
                        answer("vote.ProgressBook", "isCurrent", true)),
                Ablation.of(
                        "R14.older",
                        "an execution reported under an older token counts before a new grant",
                        skip("vote.ProgressBook", "keepAsEvidence")),
                Ablation.of(
                        "R14.goodbye",
                        "goodbye, which makes a life gone, comes only when nothing of it runs",
                        answer("Leaving", "mayStillRun", false)));
    }
}
