package io.ballot.node.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM of its own that executes one task by a command, to be killed or stopped by a test. */
final class NodeInAProcess {

    private NodeInAProcess() {}

    /** Arguments: directory, command line, lease in milliseconds. */
    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(Path.of(args[0]), QueueExecution.of(Bench.QUEUE, 1, new Handler.OfCommand<>(args[1])));
        bench.leaseFor(Long.parseLong(args[2])).submit(1, "");
        new CountDownLatch(1).await();
    }

    static Process start(Path directory, String line, long leaseMs) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeInAProcess.class.getName(),
                        directory.toString(),
                        line,
                        Long.toString(leaseMs))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("node.log").toFile())
                .start();
    }
}
