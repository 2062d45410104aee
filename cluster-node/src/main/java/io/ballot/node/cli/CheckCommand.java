package io.ballot.node.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = "one line for a monitor; exits with 0 ok, 1 warning, 2 critical, 3 unknown",
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {

    private static final int OK = 0;
    private static final int WARNING = 1;
    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;

    @ParentCommand
    @Nullable
    ClusterCommand maybeTop;

    @Override
    public Integer call() throws InterruptedException {
        if (maybeTop == null) {
            throw new IllegalStateException("a command outside of " + ClusterCommand.class);
        }
        Console console = maybeTop.console;
        try (Session session = maybeTop.open()) {
            Survey survey = session.everything();
            Verdict verdict = Verdict.of(survey);
            ClusterReport report = new Reports(survey).cluster(verdict, Instant.now());
            int code = switch (verdict.word()) {
                case HEALTHY -> OK;
                case DEGRADED -> WARNING;
                case NO_LEADER -> CRITICAL;
            };
            String word = code == OK ? "OK" : code == WARNING ? "WARNING" : "CRITICAL";
            console.out()
                    .println("BALLOT " + word + " - " + StatusCommand.headline(report)
                            + (verdict.reasons().isEmpty() ? "" : "; " + String.join("; ", verdict.reasons()))
                            + " | " + figures(report));
            return code;
        } catch (CommandFailedException e) {
            console.out()
                    .println("BALLOT UNKNOWN - " + e.line().replace('\n', ' ').replace('|', '/'));
            return UNKNOWN;
        }
    }

    /** Performance data as Nagios takes it: {@code U} is unknown. */
    private static String figures(ClusterReport report) {
        ClusterReport.Totals totals = report.totals();
        return figure("lag", totals.lag()) + " " + figure("running", totals.running()) + " "
                + figure("doubts", totals.doubts()) + " " + figure("executed", totals.executed());
    }

    private static String figure(String name, @Nullable Number value) {
        return name + "=" + (value == null ? "U" : value);
    }
}
