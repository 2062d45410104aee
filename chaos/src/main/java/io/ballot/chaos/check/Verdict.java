package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** What a run showed. */
public record Verdict(Totals totals, List<Finding> findings) {

    public long count(Kind kind) {
        return count(kind, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Those from one moment on and before another. */
    public long count(Kind kind, long fromMs, long toMs) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind && finding.timeMs() >= fromMs && finding.timeMs() < toMs)
                .count();
    }

    /** Whether every promise was kept. */
    public boolean isKept() {
        return broken().isEmpty();
    }

    public List<Finding> broken() {
        return findings.stream()
                .filter(finding -> finding.kind().breaksPromise())
                .toList();
    }

    /** Both together. */
    public Verdict and(Verdict other) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new Verdict(totals.and(other.totals), all);
    }

    /** The last line of a run. */
    public String line() {
        return "tasks " + totals.tasks() + ", executed once " + totals.executedOnce() + ", suppressed "
                + totals.suppressed() + ", parked " + totals.parked() + ", repeated after a check "
                + count(Kind.REPEATED_AFTER_CHECK) + ", repeated otherwise "
                + (count(Kind.REPEATED) + count(Kind.DUPLICATED) + count(Kind.BEGUN_AGAIN)) + ", overlapping "
                + count(Kind.OVERLAPPING)
                + ", lost " + (count(Kind.LOST) + count(Kind.UNFINISHED));
    }
}
