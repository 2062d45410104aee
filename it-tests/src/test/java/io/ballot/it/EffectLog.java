package io.ballot.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The tasks' side effects: a file that all processes append to.
 *
 * <p>One write of one line to a file opened with O_APPEND lands whole and in order, whoever writes at the same time, and
 * stays when the writer is killed. So the order of the lines is the order of the effects over all processes.
 */
final class EffectLog {

    /** The system property that tells a node's worker and check where the file is. */
    static final String PROPERTY = "ballot.it.effects";

    private final Path file;

    EffectLog(Path file) {
        this.file = file;
    }

    static EffectLog ofThisProcess() {
        return new EffectLog(Path.of(System.getProperty(PROPERTY, "effects.log")));
    }

    void append(Effect effect) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((effect.line() + "\n").getBytes(StandardCharsets.UTF_8));
        // Not an interruptible channel's business: an interrupt while writing would close it, so each line has its own.
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            int length = line.remaining();
            if (channel.write(line) != length) {
                throw new IOException("half a line was written to " + file);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    List<Effect> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream().map(Effect::parse).toList();
    }

    /** Those that are still to come. */
    NewLines toCome() throws IOException {
        return new NewLines(file);
    }

    /** Lets gated tasks go on, in all processes and for good. */
    void openGate() throws IOException {
        Files.createFile(gate());
    }

    boolean isGateOpen() {
        return Files.exists(gate());
    }

    private Path gate() {
        return file.resolveSibling("gate-is-open");
    }
}
