package io.ballot.examples.demo;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the accounts down, for people. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void tally(Tally tally) {
        out.println();
        line(
                "submitted",
                "%,10d tasks in %,d records (%d duplicates)",
                tally.ids(),
                tally.records(),
                tally.records() - tally.ids());
        line("executed once", "%,10d", tally.executedOnce());
        line("suppressed duplicates", "%,10d", tally.suppressed());
        line("repeated", "%,10d", tally.repeated());
        line("parked", "%,10d", tally.parked());
        line("dead letters", "%,10d", tally.deadLetters());
        line("lost", "%,10d", tally.lost());
        line("of a wrong payload", "%,10d", tally.wrong());
        line("committed", "%,10d of %,d records", tally.committed(), tally.records());
    }

    /** @param checks every answer of the queue's check, as it wrote them down itself */
    void checks(List<CheckWord> checks) {
        long executed = checks.stream()
                .filter(check -> check.answer() == Evidence.EXECUTED)
                .count();
        Map<DoubtReason, Integer> reasons = new EnumMap<>(DoubtReason.class);
        checks.forEach(check -> reasons.merge(check.reason(), 1, Integer::sum));
        line("checks", "%,10d %s", checks.size(), reasons.isEmpty() ? "" : reasons);
        line("  it was executed", "%,10d", executed);
        line("  it was not", "%,10d", checks.size() - executed);
    }

    /** What only the nodes know, up to the last words of those that are gone; none of it enters the accounts. */
    void asTheNodesTell(NodeWords words, @Nullable Facts facts) {
        long doubtful = words.sum("decisions", "doubtful");
        long elsewhere = words.sum("decisions", "executedElsewhere");
        long granted = words.sum("decisions", "granted");
        long checkedExecuted = words.sum("decisions", "checkExecuted");
        long checkedNot = words.sum("decisions", "checkNotExecuted");
        line("doubts", "%,10d", doubtful);
        line("  by evidence", "%,10d executed by another node, or on record: suppressed", elsewhere);
        line("  by the ledger", "%,10d provably never started: granted", granted);
        line(
                "  by the check",
                "%,10d %d suppressed, %d granted",
                checkedExecuted + checkedNot,
                checkedExecuted,
                checkedNot);
        line(
                "  moved on",
                "%,10d with their partition, to be doubtful elsewhere",
                Math.max(0, doubtful - elsewhere - granted - checkedExecuted - checkedNot));
        VoteTimes votes = words.votes();
        if (facts != null) {
            line(
                    "votes",
                    "%,10d, %,.0f a second; p50 %s, p99 %s",
                    votes.votes().answered(),
                    votes.votes().answered() * 1000.0 / Math.max(1, facts.workMs()),
                    votes.within(0.5),
                    votes.within(0.99));
        }
    }

    void facts(Facts facts) {
        line(
                "leader killed",
                "%10s with %,d records left and %d tasks running on it",
                facts.killed(),
                facts.recordsLeft(),
                facts.runningThere());
        line(
                "without a leader",
                "%8.1f s (the longest time in which nothing was executed: %.1f s)",
                facts.leaderlessMs() / 1000.0,
                facts.longestPauseMs() / 1000.0);
    }

    private void line(String name, String format, Object... arguments) {
        out.printf(
                Locale.ROOT,
                "%-24s%s%n",
                name,
                String.format(Locale.ROOT, format, arguments).stripTrailing());
    }

    void end(String verdict) {
        out.println();
        out.println(verdict);
        out.flush();
    }
}
