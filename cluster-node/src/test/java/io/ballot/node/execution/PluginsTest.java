package io.ballot.node.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.core.Event.Ending;
import io.ballot.worker.Task;
import io.ballot.worker.TaskContext;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import io.ballot.worker.WorkerContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are found in jars and on the class path, and one that cannot be had says why in one line. */
@Tag("U2")
class PluginsTest {

    @TempDir
    Path directory;

    private Bench open(String className) throws WorkerStartException {
        return new Bench(directory, QueueExecution.of(Bench.QUEUE, 1, new Handler.OfClass<>(className)));
    }

    private void assertRefused(String className, String message) {
        assertThatThrownBy(() -> open(className))
                .isInstanceOf(WorkerStartException.class)
                .hasMessage(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aWorkerInAJarOfThePluginsDirectoryExecutes() throws Exception {
        jar("""
                package com.example;
                public class Greeter implements io.ballot.worker.TaskWorker<String> {
                    public io.ballot.worker.TaskResult execute(
                            io.ballot.worker.Task<String> task, io.ballot.worker.TaskContext context) {
                        String loader = Thread.currentThread().getContextClassLoader().getName();
                        return io.ballot.worker.TaskResult.of("hello " + task.payload() + " from " + loader);
                    }
                }
                """);
        try (Bench bench = open("com.example.Greeter")) {
            bench.leaseFor(60_000).submit(1, "world");
            assertThat(bench.endingOf(1)).isEqualTo(Ending.SUCCESS);
            assertThat(bench.adapter.maybeResult(Bench.PARTITION, 1))
                    .asString()
                    .isEqualTo("hello world from ballot-plugins");
        }
    }

    private void jar(String source) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("src"));
        Path file = Files.writeString(sources.resolve("Greeter.java"), source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        sources.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(failed).isZero();
        Path jar = Files.createDirectories(directory.resolve("plugins")).resolve("greeter.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("com/example/Greeter.class"));
            Files.copy(sources.resolve("com/example/Greeter.class"), entries);
            entries.closeEntry();
        }
    }

    @Test
    void aClassThatIsNowhereIsRefused() {
        assertRefused(
                "com.example.Absent",
                "queue.work.class=com.example.Absent: no such class in " + directory.resolve("plugins")
                        + " (0 jars) or on the class path");
    }

    @Test
    void aClassThatIsNoWorkerIsRefused() {
        assertRefused(
                "java.lang.String",
                "queue.work.class=java.lang.String: the class does not implement io.ballot.worker.TaskWorker");
    }

    private abstract static class Base implements TaskWorker<String> {
        @Override
        public TaskResult execute(Task<String> task, TaskContext context) {
            return TaskResult.done();
        }
    }

    public static final class NeedsMore extends Base {
        public NeedsMore(String more) {}
    }

    @Test
    void aWorkerWithoutAConstructorToCallIsRefused() {
        assertRefused(
                NeedsMore.class.getName(),
                "queue.work.class=" + NeedsMore.class.getName()
                        + ": a public class with a public constructor without parameters is needed");
    }

    public static final class FailsToBe extends Base {
        public FailsToBe() {
            throw new IllegalArgumentException("no licence\nfound");
        }
    }

    @Test
    void aWorkerWhoseConstructorFailsIsRefused() {
        assertRefused(
                FailsToBe.class.getName(),
                "queue.work.class=" + FailsToBe.class.getName()
                        + ": the constructor failed: IllegalArgumentException: no licence");
    }

    public static final class FailsToStart extends Base {
        @Override
        public void start(WorkerContext context) throws Exception {
            throw new IOException("database is down");
        }
    }

    @Test
    void aWorkerThatDoesNotStartIsRefused() {
        assertRefused(
                FailsToStart.class.getName(), "the worker of queue work did not start: IOException: database is down");
    }

    @Test
    void aLambdaWithoutACodecIsRefused() {
        TaskWorker<String> lambda = (task, context) -> TaskResult.done();
        assertThatThrownBy(
                        () -> new Bench(directory, QueueExecution.of(Bench.QUEUE, 1, new Handler.OfInstance<>(lambda))))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageStartingWith("queue work: ")
                .hasMessageEndingWith("use TaskWorker.of(codec, ...)");
    }

    public static final class Plain extends Base {}

    @Test
    void aCodecThatGivesSomethingElseThanTheWorkerTakesIsRefused() {
        QueueExecution queue = QueueExecution.of(Bench.QUEUE, 1, new Handler.OfInstance<>(new Plain()))
                .readBy("bytes");
        assertThatThrownBy(() -> new Bench(directory, queue))
                .isInstanceOf(WorkerStartException.class)
                .hasMessage("queue.work.codec=bytes gives byte[], but " + Plain.class.getName()
                        + " takes java.lang.String");
    }

    static final class Watched extends Base {
        final List<String> calls = new ArrayList<>();

        @Override
        public void start(WorkerContext context) {
            calls.add("start " + context.queue() + " on " + context.nodeId() + " by " + context.concurrency() + " with "
                    + context.settings());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void aWorkerIsStartedBeforeAndClosedAfterItsTasks() throws Exception {
        Watched worker = new Watched();
        QueueExecution queue = new QueueExecution(
                Bench.QUEUE,
                3,
                new Handler.OfInstance<>(worker),
                Optional.empty(),
                QueueExecution.CODEC_OF_WORKER,
                0,
                1_000,
                100,
                Map.of("log", "effects"));
        try (Bench bench = new Bench(directory, queue)) {
            bench.leaseFor(60_000).submit(1, "");
            bench.endingOf(1);
            assertThat(worker.calls).containsExactly("start work on n1 by 3 with {log=effects}");
        }
        assertThat(worker.calls).hasSize(2).last().isEqualTo("close");
    }
}
