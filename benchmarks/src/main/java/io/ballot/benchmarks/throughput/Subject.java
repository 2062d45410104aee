package io.ballot.benchmarks.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that is measured. It works until its standard input ends, then prints what it did, so it cannot outlive the
 * benchmark.
 */
final class Subject implements AutoCloseable {

    private static final long END_MS = 60_000;

    /** What a subject says that it did. @param doubts tasks that were not granted at first */
    record Tally(long executed, long doubts) {

        private static final Pattern LINE = Pattern.compile("executed=(\\d+) doubts=(\\d+)");

        String line() {
            return "executed=" + executed + " doubts=" + doubts;
        }

        Tally plus(Tally other) {
            return new Tally(executed + other.executed, doubts + other.doubts);
        }
    }

    private final Process process;

    private Subject(Process process) {
        this.process = process;
    }

    /** Starts it with this process's class path. @param log takes its standard error */
    static Subject start(Class<?> main, List<String> jvm, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", "logback.xml"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Subject(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Runs the action when standard input ends, on a thread of its own. */
    static void onInputEnd(Runnable action) {
        Thread watch = new Thread(
                () -> {
                    InputStream in = System.in;
                    try {
                        while (in.read() >= 0) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException e) {
                        System.err.println("standard input is broken, which is an end too: " + e.getMessage());
                    }
                    action.run();
                },
                "input-end");
        watch.setDaemon(true);
        watch.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks it to end and takes its last line. @throws IOException when it does not end in order */
    Tally end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        Tally tally = new Tally(-1, -1);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null) {
                Matcher said = Tally.LINE.matcher(line);
                if (said.matches()) {
                    tally = new Tally(Long.parseLong(said.group(1)), Long.parseLong(said.group(2)));
                }
                line = out.readLine();
            }
        }
        if (!process.waitFor(END_MS, TimeUnit.MILLISECONDS) || tally.executed() < 0) {
            throw new IOException("a measured process did not end in order");
        }
        return tally;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
