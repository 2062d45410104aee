package io.ballot.benchmarks.recovery;

import io.ballot.core.Recovery;
import io.ballot.core.registry.Registry;
import io.ballot.node.store.DataDirectory;
import io.ballot.node.store.Journal;
import io.ballot.node.store.KnownStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A process that recovers what a directory holds, and prints how long that took. Nothing has run before in it, as in a node
 * that starts; only then it looks how long the files take to be read at all.
 */
final class StartedNode {

    private StartedNode() {}

    /** Arguments: directory, number of the start before, the time at which this process was asked for, tasks. */
    public static void main(String[] args) throws Exception {
        // A node has said much before it comes to its journal.
        LoggerFactory.getLogger(StartedNode.class).debug("started");
        long began = System.nanoTime();
        long startMs = System.currentTimeMillis() - Long.parseLong(args[2]);
        Path path = Path.of(args[0]);
        DataDirectory directory = KilledNode.directory(path);
        Journal journal = Journal.open(
                KilledNode.settings(directory),
                Optional.of(new KnownStart(KilledNode.STORE, Long.parseLong(args[1]))),
                () -> {
                    throw new IllegalStateException("the journal was not continued");
                });
        long recoveryNanos = System.nanoTime() - began;
        long cpuNanos = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell processor times"))
                .toNanos();
        long readBegan = System.nanoTime();
        long bytes = read(path);
        long readNanos = System.nanoTime() - readBegan;
        Recovery recovery = journal.takeRecovery();
        if (recovery == null) {
            throw new IllegalStateException("nothing was recovered");
        }
        Registry registry = recovery.registry();
        System.out.println(new Round(
                        bytes,
                        TimeUnit.MILLISECONDS.toNanos(startMs),
                        recoveryNanos,
                        cpuNanos,
                        readNanos,
                        KilledNode.known(registry, Integer.parseInt(args[3])),
                        registry.ledgerSize(),
                        registry.recentsSize())
                .line());
        // Not closed: the next round finds what a kill leaves.
        Runtime.getRuntime().halt(0);
    }

    private static long read(Path path) throws IOException {
        long bytes = 0;
        ByteBuffer piece = ByteBuffer.allocateDirect(1024 * 1024);
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    for (int read = channel.read(piece.clear()); read >= 0; read = channel.read(piece.clear())) {
                        bytes += read;
                    }
                }
            }
        }
        return bytes;
    }
}
