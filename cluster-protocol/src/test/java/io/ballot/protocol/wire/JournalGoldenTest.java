package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.SnapshotPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every block, as they were when version 1 of the journal was released: a change of these is a change of the
 * file, which a node of the next version still has to read. After a wanted one, {@code -Dgolden.write=true} writes them anew.
 */
@Tag("F5")
class JournalGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden-journal");

    static Stream<String> names() {
        return blocks().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBytesAreAsTheyWere(String name) throws IOException {
        Path file = DIRECTORY.resolve(name + ".hex");
        String hex = HexFormat.of()
                .formatHex(JournalCodec.encode(blocks().get(name)))
                .replaceAll("(.{1,64})", "$1\n");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, hex);
        }
        assertThat(file).hasContent(hex);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBytesOfTheFileAreUnderstood(String name) throws IOException, ProtocolException {
        byte[] bytes = HexFormat.of()
                .parseHex(Files.readString(DIRECTORY.resolve(name + ".hex")).replaceAll("\\s", ""));
        assertThat(JournalCodec.decode(bytes, 0, bytes.length))
                .usingRecursiveComparison()
                .isEqualTo(blocks().get(name));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".hex", "")))
                    .containsExactlyInAnyOrderElementsOf(blocks().keySet());
        }
    }

    private static Map<String, JournalBlock> blocks() {
        Map<String, JournalBlock> blocks = new TreeMap<>();
        blocks.put("Head", new JournalBlock.Head("demo", Samples.N1, new Id128(8, 9)));
        blocks.put("Started", new JournalBlock.Started(new Id128(10, 11), 4, true));
        blocks.put("Ended", new JournalBlock.Ended());
        blocks.put("Promise", new JournalBlock.Promise(5));
        blocks.put("Whole", new JournalBlock.Whole(5, 6));
        for (Entry entry : Samples.entries()) {
            blocks.put(
                    "Entries-" + entry.getClass().getSimpleName(),
                    new JournalBlock.Entries(List.of(entry, new Entry.Rotate(7))));
        }
        for (SnapshotPart part : Samples.parts()) {
            blocks.put("Part-" + part.getClass().getSimpleName(), new JournalBlock.Part(part));
        }
        blocks.put(
                "Part-PackedBits",
                new JournalBlock.Part(new SnapshotPart.FilterBits(
                        3, new int[] {70_000, 70_001, 70_002, 70_004, 70_005}, new long[] {1, -1, 2, 3, 1L << 63})));
        return blocks;
    }
}
