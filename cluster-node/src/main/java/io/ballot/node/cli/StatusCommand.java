package io.ballot.node.cli;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "one verdict, every node, and the totals", sortOptions = false)
final class StatusCommand extends LookCommand {

    @Option(names = "--exit-code", description = "exit with 5 unless the cluster is healthy")
    boolean exitCode;

    @Override
    Page look(Session session) throws CommandFailedException, InterruptedException {
        return page(session.everything(), Instant.now());
    }

    Page page(Survey survey, Instant now) {
        Verdict verdict = Verdict.of(survey);
        ClusterReport report = new Reports(survey).cluster(verdict, now);
        Page page = Page.of(report).line(headline(report), tone(verdict));
        verdict.reasons().forEach(reason -> page.line("  - " + reason, Tone.WARNING));
        survey.differences().forEach(one -> page.line("  - configuration differs: " + one, Tone.WARNING));
        page.line("").table(Lines.nodes(report.nodes(), survey.facts().candidates()));
        page.wideTable(Table.GAP).wideTable(Lines.queues(report.queues()));
        page.line("").line(totals(report.totals()));
        return page.exit(exitCode && verdict.word() != Verdict.Word.HEALTHY ? ExitCode.DEGRADED : ExitCode.DONE);
    }

    static Tone tone(Verdict verdict) {
        return switch (verdict.word()) {
            case HEALTHY -> Tone.GOOD;
            case DEGRADED -> Tone.WARNING;
            case NO_LEADER -> Tone.BAD;
        };
    }

    /** For people the word has a blank; for scripts it is NO_LEADER. */
    static String headline(ClusterReport report) {
        List<String> inSync = report.inSync();
        long synced = inSync == null
                ? 0
                : report.nodes().stream()
                        .filter(node -> inSync.contains(node.id()))
                        .count();
        return report.verdict().replace('_', ' ') + "  cluster " + report.cluster() + ", epoch " + report.epoch()
                + (report.leader() == null ? "" : ", leader " + report.leader()) + ", "
                + (inSync == null ? Table.UNKNOWN : synced) + " of "
                + report.nodes().size() + " nodes in sync, lag "
                + Lines.cell(report.totals().lag()) + ", doubts "
                + Lines.cell(report.totals().doubts());
    }

    private static String totals(ClusterReport.Totals totals) {
        return (totals.partial() ? "total of those that answer: lag " : "total: lag ") + Lines.cell(totals.lag())
                + ", running " + Lines.cell(totals.running()) + ", granted "
                + Lines.cell(totals.granted()) + ", executed " + Lines.cell(totals.executed()) + ", suppressed "
                + Lines.cell(totals.suppressed()) + ", doubts " + Lines.cell(totals.doubts()) + ", parked "
                + Lines.cell(totals.parked()) + ", dead letters " + Lines.cell(totals.deadLetters());
    }
}
