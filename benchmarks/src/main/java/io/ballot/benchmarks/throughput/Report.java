package io.ballot.benchmarks.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table for people and the raw figures as JSON. The first subject is the one that the others are compared with. */
final class Report {

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ThroughputOptions options;
    private final List<Measured> measured;

    Report(ThroughputOptions options, List<Measured> measured) {
        this.options = options;
        this.measured = measured;
    }

    void printTable(PrintStream out) {
        out.printf(
                Locale.ROOT, "%-30s %8s %12s %25s %12s%n", "", "ratio", "tasks/s", "lowest .. highest", "CPU us/task");
        for (Measured subject : measured) {
            out.printf(
                    Locale.ROOT,
                    "%-30s %8.3f %12.0f %11.0f .. %10.0f %12.2f%n",
                    subject.name(),
                    subject.medianRatioTo(measured.get(0)),
                    subject.medianRate(),
                    subject.lowestRate(),
                    subject.highestRate(),
                    subject.medianCpuMicros());
        }
    }

    /** @return the file */
    Path write(Path directory) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("benchmark", "throughput");
        root.put("time", now.toString());
        root.put("java", System.getProperty("java.vm.version"));
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("tasks", options.tasks());
        root.put("partitions", Backlog.PARTITIONS);
        root.put("payloadBytes", Backlog.PAYLOAD_BYTES);
        root.put("named", options.named());
        root.put("consumerSettings", ClientSettings.all());
        root.put("subjects", measured.stream().map(this::subject).toList());
        Files.createDirectories(directory);
        Path file = directory.resolve("throughput-" + FILE_TIME.format(now) + ".json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), root);
        return file;
    }

    private Map<String, Object> subject(Measured subject) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", subject.name());
        one.put("medianRatio", subject.medianRatioTo(measured.get(0)));
        one.put("medianTasksPerSecond", subject.medianRate());
        one.put("medianCpuMicrosPerTask", subject.medianCpuMicros());
        one.put(
                "rounds",
                subject.rounds().stream()
                        .map(round -> Map.of(
                                "tasksPerSecond", round.tasksPerSecond(),
                                "cpuMicrosPerTask", round.cpuMicrosPerTask(),
                                "committedAtMs", round.samples()))
                        .toList());
        return one;
    }
}
