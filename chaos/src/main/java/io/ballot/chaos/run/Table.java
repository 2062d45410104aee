package io.ballot.chaos.run;

import io.ballot.chaos.check.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows as Markdown. */
final class Table {

    private static final List<String> HEAD = List.of(
            "System",
            "Fault",
            "Executed",
            "Repeated",
            "Sent again, run again",
            "Begun again unasked",
            "Repeated after a check",
            "Checks",
            "Of these unbegun",
            "Begun again after a check",
            "Overlapping",
            "Frozen",
            "Refused",
            "Lost",
            "Other",
            "Longest gap s",
            "New reign s",
            "Elsewhere s",
            "Before /s",
            "During /s");

    private Table() {}

    static String of(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", HEAD) + " |");
        lines.add("|---|---|" + "---:|".repeat(HEAD.size() - 2));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private static String line(Row row) {
        if (row.maybeNotRun() != null) {
            return "| " + row.subject() + " | " + row.fault() + " | not run: " + row.maybeNotRun() + " |"
                    + " |".repeat(HEAD.size() - 3);
        }
        Progress progress = row.maybeProgress();
        return "| "
                + String.join(
                        " | ",
                        row.subject(),
                        row.fault(),
                        Long.toString(row.executed()),
                        Long.toString(row.repeated()),
                        Long.toString(row.duplicated()),
                        Long.toString(row.begunAgain()),
                        Long.toString(row.repeatedAfterCheck()),
                        Long.toString(row.checks()),
                        Long.toString(row.checksUnbegun()),
                        Long.toString(row.checked()),
                        Long.toString(row.overlapping()),
                        Long.toString(row.frozen()),
                        Long.toString(row.refused()),
                        Long.toString(row.lost()),
                        Long.toString(row.otherBreaks()),
                        progress == null ? "" : seconds(progress.gapMs()),
                        progress == null ? "" : seconds(progress.maybeNewReignMs()),
                        progress == null ? "" : seconds(progress.maybeElsewhereMs()),
                        progress == null ? "" : perSecond(progress.beforePerSecond()),
                        progress == null ? "" : perSecond(progress.duringPerSecond()))
                + " |";
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%.0f", rate);
    }

    private static String seconds(@Nullable Long maybeMs) {
        return maybeMs == null ? "" : String.format(Locale.ROOT, "%.1f", maybeMs / 1000.0);
    }
}
