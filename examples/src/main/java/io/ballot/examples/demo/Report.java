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

    /** @param checks every answer of the queue's check */
    void checks(List<CheckWord> checks) {
        long executed = checks.stream()
                .filter(check -> check.answer() == Evidence.EXECUTED)
                .count();
        Map<DoubtReason, Integer> reasons = new EnumMap<>(DoubtReason.class);
        checks.forEach(check -> reasons.merge(check.reason(), 1, Integer::sum));
        line(
                "checks",
                "%,10d (%d found it executed, %d not) %s",
                checks.size(),
                executed,
                checks.size() - executed,
                reasons.isEmpty() ? "" : reasons);
    }

    /** What only the nodes know; none of it enters the accounts. */
    void asTheNodesTell(NodeWords words, @Nullable Facts facts) {
        line("doubts", "%,10d", words.sum("doubtsEver"));
        line("  or waited for another", "%,10d", words.sum("decisions", "waited"));
        line(
                "  decided: executed",
                "%,10d by evidence or record, %,d by the check",
                words.sum("decisions", "executedElsewhere"),
                words.sum("decisions", "checkExecuted"));
        line(
                "  decided: not executed",
                "%,10d given up unstarted, %,d by the check",
                words.sum("decisions", "granted"),
                words.sum("decisions", "checkNotExecuted"));
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
