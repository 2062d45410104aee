package io.ballot.chaos.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ballot.chaos.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all runs of one command came to, as a table, as JSON, and as its last line. */
record Report(long seed, List<Outcome> outcomes, List<Row> notRun) {

    private static final int SHOWN = 20;

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        outcomes.forEach(outcome -> rows.addAll(outcome.rows()));
        rows.addAll(notRun);
        return rows;
    }

    /** Whether Ballot kept every promise; what others did is told, not judged. */
    boolean isGood() {
        return outcomes.stream()
                .filter(outcome -> outcome.subject().equals("Ballot"))
                .allMatch(Outcome::isGood);
    }

    /** Why fewer tasks than there were can have been executed without one being lost; empty where that is not so. */
    List<String> explanations() {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict().totals().gone() > 0)
                .map(outcome -> outcome.subject() + ": "
                        + outcome.verdict().totals().gone()
                        + " tasks went with a topic that was deleted before they were executed")
                .toList();
    }

    /** What is wrong, a line each, and not without end. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.maybeStuck() != null) {
                lines.add(outcome.subject() + ": did not go on by itself: " + outcome.maybeStuck());
            }
            List<Finding> broken = outcome.verdict().broken();
            broken.stream()
                    .limit(SHOWN)
                    .forEach(finding -> lines.add(
                            outcome.subject() + ": " + finding.kind() + " " + finding.task() + ": " + finding.words()));
            if (broken.size() > SHOWN) {
                lines.add(outcome.subject() + ": and " + (broken.size() - SHOWN) + " more");
            }
        }
        return lines;
    }

    String lastLine() {
        return outcomes.stream()
                .filter(outcome -> outcome.subject().equals("Ballot"))
                .map(outcome -> outcome.verdict())
                .reduce(io.ballot.chaos.check.Verdict::and)
                .map(io.ballot.chaos.check.Verdict::line)
                .orElse("tasks 0: Ballot was not asked for");
    }

    void writeJson(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "ballot.chaos/v1");
        all.put("seed", seed);
        all.put("good", isGood());
        all.put("outcomes", outcomes);
        all.put("notRun", notRun);
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, json.writeValueAsBytes(all));
    }
}
