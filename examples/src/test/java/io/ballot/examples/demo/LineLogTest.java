package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect log holds whole lines, whoever writes at the same time, and its reader sees each once. */
class LineLogTest {

    @TempDir
    Path directory;

    @Test
    void linesOfSeveralWritersNeverMix() throws Exception {
        Path file = directory.resolve("log");
        int writers = 4;
        int lines = 500;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Callable<Boolean>> jobs = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String line = String.valueOf(writer).repeat(100 + writer);
            jobs.add(() -> {
                try (LineLog log = LineLog.open(file)) {
                    for (int i = 0; i < lines; i++) {
                        log.append(line);
                    }
                }
                return true;
            });
        }
        for (Future<Boolean> done : threads.invokeAll(jobs)) {
            assertThat(done.get()).isTrue();
        }
        threads.shutdown();
        List<String> read = new LineReader(file).next();
        assertThat(read)
                .hasSize(writers * lines)
                .allMatch(line -> line.chars().distinct().count() == 1
                        && line.length() == 100 + Integer.parseInt(line.substring(0, 1)));
    }

    @Test
    void aReaderGoesOnWhereItStopped() throws Exception {
        Path file = directory.resolve("log");
        LineReader reader = new LineReader(file);
        assertThat(reader.next()).isEmpty();
        try (LineLog log = LineLog.open(file)) {
            log.append("one");
            assertThat(reader.next()).containsExactly("one");
            log.append("two");
            log.append("three");
        }
        assertThat(reader.next()).containsExactly("two", "three");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aLineThatIsNotFinishedYetIsNotRead() throws Exception {
        Path file = directory.resolve("log");
        LineReader reader = new LineReader(file);
        Files.writeString(file, "whole\nha");
        assertThat(reader.next()).containsExactly("whole");
        Files.writeString(file, "lf\n", StandardOpenOption.APPEND);
        assertThat(reader.next()).containsExactly("half");
    }
}
