package io.ballot.node.store;

import io.ballot.protocol.Id128;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which run of the operating system this is. What a process wrote and did not force to disk is there as long as that run
 * lasts, whatever becomes of the process.
 */
final class BootId {

    private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** {@link Id128#NONE} where the system does not tell: then nothing is taken for the same run. */
    static Id128 current() {
        return of(SOURCE);
    }

    static Id128 of(Path source) {
        try {
            return Id128.parse(Files.readString(source).strip().replace("-", ""));
        } catch (IOException | IllegalArgumentException e) {
            return Id128.NONE; // safe: an end that was not orderly then needs a journal that was forced
        }
    }

    /** Whether both are known to be the same. */
    static boolean isSame(Id128 one, Id128 other) {
        return one.equals(other) && !one.equals(Id128.NONE);
    }
}
