package io.ballot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The very inputs that once broke a promise, each in a file TARGET-SEED.bin as {@code dev/fuzz.sh} left it. They are kept
 * as bytes because a seed means another input once its generator changes.
 *
 * <ul>
 *   <li>link-18: damage after damage in one read was logged as a second reason for closing the same link.
 *   <li>snapshot-file-11: the name in a foreign file's header went into the log with its control characters.
 *   <li>znode-45: a number was taken for a text, and by the same leniency an object for a node's name, 1.5 for 1.
 *   <li>znode-1339: null was taken for zero.
 *   <li>znode-3005: an id with a sign in it was taken for one without.
 * </ul>
 */
@Tag("F1")
class FindingsTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/fuzz");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatWasFoundStaysMended(Path file) throws Exception {
        String name = file.getFileName().toString().replaceAll("-\\d+\\.bin$", "");
        try (FuzzTarget target = FuzzTargets.named(name).get(0)) {
            assertThat(target.check(Files.readAllBytes(file))).isEqualTo(FuzzTarget.Answer.REFUSED);
        }
    }

    @Test
    void theyAreThere() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(5);
    }
}
