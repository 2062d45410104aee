package io.ballot.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The golden frames of the wire format, one or more of every message, without their length; and a journal's golden blocks. */
public final class Golden {

    private static final int LENGTH_BYTES = 4;
    private static final String GREETING = "Greeting-";

    private Golden() {}

    /** Bodies of envelopes. */
    public static List<byte[]> envelopes() {
        return bodies(false);
    }

    /** Bodies of greetings, magic bytes included. */
    public static List<byte[]> greetings() {
        return bodies(true);
    }

    public static List<byte[]> journalBlocks() {
        return listed("golden-journal").map(Golden::bytes).toList();
    }

    private static List<byte[]> bodies(boolean greetings) {
        return listed("golden")
                .filter(file -> file.getFileName().toString().startsWith(GREETING) == greetings)
                .map(Golden::bytes)
                .map(frame -> Arrays.copyOfRange(frame, LENGTH_BYTES, frame.length))
                .toList();
    }

    private static Stream<Path> listed(String directory) {
        try (Stream<Path> files = Files.list(directory(directory))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests stand in their module, the command at the top of the checkout. */
    private static Path directory(String name) {
        Path below = Path.of("cluster-protocol/src/test/resources").resolve(name);
        return Files.isDirectory(below) ? below : Path.of("..").resolve(below);
    }

    private static byte[] bytes(Path file) {
        try {
            return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
