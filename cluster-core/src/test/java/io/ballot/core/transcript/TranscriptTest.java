package io.ballot.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each transcript comes out as it stands in its file; {@code -Dtranscripts.write=true} writes the files anew. */
@Tag("V1")
@Tag("V2")
@Tag("V6")
@Tag("D1")
@Tag("D4")
@Tag("D6")
@Tag("E1")
@Tag("E2")
@Tag("E5")
@Tag("F3")
final class TranscriptTest {

    private static final Path FOLDER = Path.of("src/test/resources/transcripts");

    static List<String> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void theConversationIsTheOneOnFile(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        List<String> expected = Files.readAllLines(file);

        List<String> actual = Transcript.play(expected);

        if (Boolean.getBoolean("transcripts.write")) {
            Files.write(file, actual);
            return;
        }
        assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", expected));
    }
}
