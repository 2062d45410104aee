package io.ballot.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The golden frames of the wire format, one or more of every message, without their length. */
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

    private static List<byte[]> bodies(boolean greetings) {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith(GREETING) == greetings)
                    .sorted()
                    .map(Golden::body)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests stand in their module, the command at the top of the checkout. */
    private static Path directory() {
        Path below = Path.of("cluster-protocol/src/test/resources/golden");
        return Files.isDirectory(below) ? below : Path.of("..").resolve(below);
    }

    private static byte[] body(Path file) {
        try {
            byte[] frame = HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
            return Arrays.copyOfRange(frame, LENGTH_BYTES, frame.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
