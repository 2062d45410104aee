package io.ballot.chaos.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;

/** The wall clock of one process, by libfaketime: it reads how far it is off from a file. The monotonic clock stays true. */
public final class FakeClock {

    private final Path file;
    private final String library;

    private FakeClock(Path file, String library) {
        this.file = file;
        this.library = library;
    }

    /** A clock that is right, for the member's next life. */
    public static FakeClock of(Lab lab, String member) throws IOException {
        Path library = lab.machine().maybeFakeTime();
        if (library == null) {
            throw new IOException("there is no libfaketime");
        }
        FakeClock clock = new FakeClock(lab.directory().resolve(member + ".clock"), library.toString());
        clock.set(0);
        return clock;
    }

    /** The process sees it within a second. */
    public void set(int offSeconds) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+d%n", offSeconds));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library,
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1",
                // Without it every timed wait of the process returns at once, and all its threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }
}
