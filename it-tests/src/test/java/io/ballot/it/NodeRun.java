package io.ballot.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code node.sh run} as a process of its own, for starts that are to fail: what it says and how it ends. */
final class NodeRun implements AutoCloseable {

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private NodeRun(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** @param settings all of them; nothing is added */
    static NodeRun start(Path directory, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(NodeJvm.options(directory.resolve("effects.log")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.ballot.node.NodeMain", "run"));
        new LinkedHashMap<>(settings).forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Path stdout = directory.resolve("stdout");
        Path stderr = directory.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        return new NodeRun(process, stdout, stderr);
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node has not ended; it said " + stderr);
        }
        return process.exitValue();
    }

    List<String> stdout() throws IOException {
        return Files.readAllLines(stdout);
    }

    List<String> stderr() throws IOException {
        return Files.readAllLines(stderr);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
