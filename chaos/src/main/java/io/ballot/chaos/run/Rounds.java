package io.ballot.chaos.run;

import io.ballot.chaos.check.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One fault struck many times: the median and the worst of what a single strike costs, as Markdown. */
final class Rounds {

    private static final Map<String, Function<Row, @Nullable Double>> COSTS = new LinkedHashMap<>();

    static {
        COSTS.put("Checks", row -> (double) row.checks());
        COSTS.put("Of these unbegun", row -> (double) row.checksUnbegun());
        COSTS.put("Longest gap s", row -> seconds(row, Progress::gapMs));
        COSTS.put("New reign s", row -> seconds(row, Progress::maybeNewReignMs));
        COSTS.put("Elsewhere s", row -> seconds(row, Progress::maybeElsewhereMs));
    }

    private Rounds() {}

    static String of(List<Row> rows) {
        Map<String, List<Row>> byFault = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.maybeNotRun() == null)
                .forEach(row -> byFault.computeIfAbsent(row.subject() + " | " + row.fault(), key -> new ArrayList<>())
                        .add(row));
        List<String> lines = new ArrayList<>();
        lines.add("| System | Fault | Rounds | " + String.join(" | ", COSTS.keySet()) + " |");
        lines.add("|---|---|" + "---:|".repeat(COSTS.size() + 1));
        byFault.forEach((name, strikes) -> {
            List<String> cells = new ArrayList<>();
            COSTS.values().forEach(cost -> cells.add(cell(strikes, cost)));
            lines.add("| " + name + " | " + strikes.size() + " | " + String.join(" | ", cells) + " |");
        });
        return String.join("\n", lines);
    }

    /** {@code median / worst}, and of how many where some strikes have none. */
    private static String cell(List<Row> strikes, Function<Row, @Nullable Double> cost) {
        List<Double> sorted =
                strikes.stream().map(cost).filter(Objects::nonNull).sorted().toList();
        if (sorted.isEmpty()) {
            return "";
        }
        String cell =
                String.format(Locale.ROOT, "%.4g / %.4g", sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        return sorted.size() == strikes.size() ? cell : cell + " (of " + sorted.size() + ")";
    }

    private static @Nullable Double seconds(Row row, Function<Progress, @Nullable Long> time) {
        Progress progress = row.maybeProgress();
        Long ms = progress == null ? null : time.apply(progress);
        return ms == null ? null : ms / 1_000.0;
    }
}
