package io.ballot.benchmarks.recovery;

import io.ballot.core.Recovery;
import io.ballot.core.registry.GenerationStats;
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
import java.util.stream.Stream;

/**
 * A process that reads all files of a directory, from the first byte to the last, then recovers the memory they hold, and
 * prints how long either took. Neither has run before in it, as in a node that starts.
 */
final class StartedNode {

    private StartedNode() {}

    /** Arguments: directory, number of the start before. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        long began = System.nanoTime();
        long bytes = read(path);
        long readNanos = System.nanoTime() - began;
        DataDirectory directory = KilledNode.directory(path);
        began = System.nanoTime();
        Journal journal = Journal.open(
                KilledNode.settings(directory),
                Optional.of(new KnownStart(KilledNode.STORE, Long.parseLong(args[1]))),
                () -> {
                    throw new IllegalStateException("the journal was not continued");
                });
        long recoveryNanos = System.nanoTime() - began;
        Recovery recovery = journal.takeRecovery();
        if (recovery == null) {
            throw new IllegalStateException("nothing was recovered");
        }
        Registry registry = recovery.registry();
        System.out.println(new Round(
                        bytes,
                        readNanos,
                        recoveryNanos,
                        remembered(registry),
                        registry.ledgerSize(),
                        registry.recentsSize())
                .line());
        // Not closed: the next round finds what a kill leaves.
        Runtime.getRuntime().halt(0);
    }

    private static long remembered(Registry registry) {
        return registry.filterStats().stream().mapToLong(GenerationStats::added).sum();
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
