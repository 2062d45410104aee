package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.kafka.PartitionLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether the cluster does what it is for, and if not, why not.
 *
 * @param reasons one line each; empty when healthy
 */
record Verdict(Word word, List<String> reasons) {

    /** The three words that scripts rely on. */
    enum Word {
        HEALTHY,
        DEGRADED,
        NO_LEADER
    }

    private static final Set<String> WORKING = Set.of("LEADER", "FOLLOWER");

    static Verdict of(Survey survey) {
        List<String> reasons = new ArrayList<>();
        for (Facts.NodeFact node : survey.facts().nodes()) {
            judge(node, survey, reasons);
        }
        survey.leader().ifPresent(leader -> judgeReign(leader, reasons));
        survey.lags().forEach((queue, said) -> judgeQueue(queue, said, reasons));
        boolean led = survey.leader().isPresent() || leaderIsOnlySilent(survey);
        if (!led) {
            reasons.add(0, whyNobodyLeads(survey));
            return new Verdict(Word.NO_LEADER, reasons);
        }
        return new Verdict(reasons.isEmpty() ? Word.HEALTHY : Word.DEGRADED, reasons);
    }

    private static void judge(Facts.NodeFact node, Survey survey, List<String> reasons) {
        NodeReport maybeReport = survey.maybeReport(node.id());
        if (!node.alive()) {
            reasons.add(node.id() + " is down (if it will not come back: forget " + node.id() + ")");
        } else if (maybeReport == null) {
            reasons.add(node.id() + " does not answer at " + node.admin() + ": " + survey.silence(node.id()));
        } else if (!WORKING.contains(maybeReport.role())) {
            reasons.add(node.id() + " is " + maybeReport.role());
        } else if (survey.maybeInSync() != null && !survey.maybeInSync().contains(node.id())) {
            reasons.add(node.id() + " is not in the in-sync set");
        } else if (!maybeReport.zooKeeperConnected()) {
            reasons.add(node.id() + " has lost ZooKeeper");
        }
        if (maybeReport != null && maybeReport.stall() != null) {
            reasons.add(
                    node.id() + " has taken no step for " + maybeReport.stall().forMs() / 1000 + " s: "
                            + maybeReport.stall().waitsFor());
        }
    }

    private static void judgeReign(NodeReport leader, List<String> reasons) {
        if (leader.reign() != null && leader.reign().waitingAtCeilings() > 0) {
            reasons.add(leader.reign().waitingAtCeilings() + " vote requests wait for ZooKeeper, which last answered "
                    + leader.reign().zooKeeperAgeMs() + " ms ago");
        }
    }

    private static void judgeQueue(String queue, Said<List<PartitionLag>> said, List<String> reasons) {
        List<PartitionLag> maybeLags = said.maybeValue();
        if (maybeLags == null) {
            reasons.add("queue " + queue + ": its lag is not known: " + said.why());
            return;
        }
        long orphaned = maybeLags.stream()
                .filter(partition -> partition.maybeOwner() == null && partition.lag() > 0)
                .count();
        if (orphaned > 0) {
            reasons.add("queue " + queue + ": nobody consumes " + orphaned + " partitions that hold tasks");
        }
    }

    /** Nobody contradicts: the node that claimed the epoch lives, and somebody who answers takes it for the leader. */
    private static boolean leaderIsOnlySilent(Survey survey) {
        String maybeClaimant = survey.facts().maybeClaimant();
        boolean silent = maybeClaimant != null
                && survey.facts().nodes().stream().anyMatch(node -> node.id().equals(maybeClaimant) && node.alive())
                && survey.maybeReport(maybeClaimant) == null;
        return silent
                && (survey.reports().isEmpty()
                        || survey.reports().stream()
                                .anyMatch(report -> report.role().equals("FOLLOWER")
                                        && Objects.equals(maybeClaimant, report.leader())
                                        && report.epoch() >= survey.facts().epoch()));
    }

    /** Three known nodes mean that two must be in sync before one leads, unless the configuration says otherwise. */
    private static String minInsync(Survey survey) {
        long alive =
                survey.facts().nodes().stream().filter(Facts.NodeFact::alive).count();
        boolean tooFew = survey.facts().nodes().size() >= 3 && alive < 2;
        return tooFew
                ? ", and waits for a second node (min.insync): start one, or forget those that will not come back"
                : "";
    }

    private static String whyNobodyLeads(Survey survey) {
        if (survey.facts().nodes().stream().noneMatch(Facts.NodeFact::alive)) {
            return survey.facts().closed() ? "the cluster was stopped in order" : "no node lives";
        }
        for (NodeReport report : survey.reports()) {
            if (report.role().equals("GATHERING")) {
                return report.id() + " gathers what the others know, for epoch " + report.epoch() + minInsync(survey);
            }
            if (report.role().equals("CANDIDATE")) {
                return report.id() + " stands for election";
            }
        }
        return "no node says that it leads epoch " + survey.facts().epoch();
    }
}
