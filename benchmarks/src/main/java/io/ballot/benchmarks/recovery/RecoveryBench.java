package io.ballot.benchmarks.recovery;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Fills a journal once, then recovers from it again and again, each time in a new process: for the best case, just after
 * the whole memory was written, and for the worst, just before it would be written again.
 */
public final class RecoveryBench {

    private final RecoveryOptions options;
    private final Path directory = Path.of("benchmarks", "target", "recovery").toAbsolutePath();
    private final PrintStream out = System.out;

    public RecoveryBench(RecoveryOptions options) {
        this.options = options;
    }

    /** Run in the root of a checkout. @throws IOException when a process fails, or not everything is known again */
    public void run() throws IOException, InterruptedException {
        for (int since : options.since()) {
            delete();
            measure(since);
        }
        delete();
    }

    private void measure(int since) throws IOException, InterruptedException {
        out.printf(
                "%d tasks, %d of them after the last whole memory, claims of %d%n",
                options.tasks(), since, KilledNode.CLAIM);
        process(KilledNode.class, directory.toString(), Integer.toString(options.tasks()), Integer.toString(since));
        List<Round> rounds = new ArrayList<>();
        for (int start = 1; start <= options.rounds(); start++) {
            Round round = Round.parse(process(
                    StartedNode.class,
                    directory.toString(),
                    Integer.toString(start),
                    Long.toString(System.currentTimeMillis()),
                    Integer.toString(options.tasks())));
            if (round.remembered() != options.tasks()) {
                throw new IOException("of " + options.tasks() + " tasks " + round.remembered() + " were known again");
            }
            print("round " + start, round);
            rounds.add(round);
        }
        rounds.sort(Comparator.comparingDouble(Round::seconds));
        print("least", rounds.get(0));
        print("median", rounds.get(rounds.size() / 2));
        print("most", rounds.get(rounds.size() - 1));
        rounds.sort(Comparator.comparingLong(Round::cpuNanos));
        out.printf(
                Locale.ROOT,
                "processor time: least %.2f s, median %.2f s%n",
                rounds.get(0).cpuNanos() / 1e9,
                rounds.get(rounds.size() / 2).cpuNanos() / 1e9);
    }

    private void print(String name, Round round) {
        out.printf(
                Locale.ROOT,
                "%s: %.2f s, %.2f of them the JVM's start; %.2f s of processor time; %d tasks (%d in the ledger, %d"
                        + " outcomes), %.1f MB, which take %.3f s to be read%n",
                name,
                round.seconds(),
                round.startNanos() / 1e9,
                round.cpuNanos() / 1e9,
                round.remembered(),
                round.ledger(),
                round.recents(),
                round.bytes() / 1e6,
                round.readNanos() / 1e9);
    }

    private static String process(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path")));
        command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", "logback.xml"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(main.getSimpleName() + " failed");
            }
            return said.lines().reduce("", (before, line) -> line);
        } finally {
            process.destroyForcibly();
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
