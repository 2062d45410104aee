package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.protocol.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every message, as they were when its version was released: a change of these is a change of the protocol.
 * After a wanted one, {@code -Dgolden.write=true} writes the files anew, and the diff shows what changed.
 */
class GoldenBytesTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden");

    static Stream<String> names() {
        return frames().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBytesAreAsTheyWere(String name) throws IOException {
        Path file = DIRECTORY.resolve(name + ".hex");
        String hex = frames().get(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, hex);
        }
        assertThat(file).hasContent(hex);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBytesOfTheFileAreUnderstood(String name) throws IOException, ProtocolException {
        ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(
                Files.readString(DIRECTORY.resolve(name + ".hex")).replaceAll("\\s", "")));
        assertThat(body.readInt()).isEqualTo(body.readableBytes());
        if (name.startsWith("Greeting-")) {
            assertThat(GreetingCodec.decode(body)).isEqualTo(greetings().get(name));
        } else {
            WireCodecTest.assertSame(WireCodec.decode(body), Samples.all().get(name));
        }
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".hex", "")))
                    .containsExactlyInAnyOrderElementsOf(frames().keySet());
        }
    }

    private static Map<String, Greeting> greetings() {
        Map<String, Greeting> greetings = new TreeMap<>();
        greetings.put("Greeting-Hello", new Greeting.Hello(1, 1, "demo", Samples.IDS.get(0), Samples.LIFE));
        greetings.put("Greeting-Refusal", new Greeting.Refusal("this is cluster 'demo'"));
        return greetings;
    }

    private static Map<String, String> frames() {
        Map<String, String> frames = new TreeMap<>();
        for (Map.Entry<String, Envelope> sample : Samples.all().entrySet()) {
            frames.put(
                    sample.getKey(), hex(WireCodec.encodeFrame(sample.getValue(), UnpooledByteBufAllocator.DEFAULT)));
        }
        for (Map.Entry<String, Greeting> sample : greetings().entrySet()) {
            frames.put(
                    sample.getKey(),
                    hex(GreetingCodec.encodeFrame(sample.getValue(), UnpooledByteBufAllocator.DEFAULT)));
        }
        return frames;
    }

    /** 32 bytes a line, so that a diff shows where. */
    private static String hex(ByteBuf frame) {
        String hex = ByteBufUtil.hexDump(frame);
        frame.release();
        return hex.replaceAll("(.{1,64})", "$1\n");
    }
}
