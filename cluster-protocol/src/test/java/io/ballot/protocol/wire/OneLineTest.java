package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a stranger wrote cannot look like a line of this node's own log. */
@Tag("F1")
class OneLineTest {

    @Test
    void whatEndsALineOrSteersATerminalIsABlank() {
        assertThat(OneLine.of("a\nb\r\tc\u001b[2J\u009b2J\u2028\u2029\u202ed\u0000", 100))
                .isEqualTo("a b  c [2J 2J   d ");
        assertThat(OneLine.of("Mühle № 7 \ud83d\ude00", 100)).isEqualTo("Mühle № 7 \ud83d\ude00");
        assertThat(OneLine.of("\ud83d half of one", 100)).isEqualTo("  half of one");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertThat(OneLine.of("abcdef", 3)).isEqualTo("abc");
        assertThat(OneLine.of("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(OneLine.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @Test
    void aReasonHoldsOneLineWhateverThePeerIsCalled() {
        String name = "peer\n2026-11-21 ERROR all is lost ".repeat(1_000);
        assertThat(new ProtocolException("of cluster '" + name + "'", "envelope.cluster").getMessage())
                .hasSize(OneLine.MAX_REASON)
                .doesNotContain("\n");
    }

    @Test
    void aNameThatSteersATerminalIsRefusedBeforeHello() {
        Life life = new Life(new NodeId("n\u009b31m1"), new Id128(1, 2), new Id128(3, 4));
        ByteBuf frame = GreetingCodec.encodeFrame(
                Greeting.Hello.of("demo", Samples.IDS.get(0), life), UnpooledByteBufAllocator.DEFAULT);
        frame.skipBytes(Frames.LENGTH_BYTES);
        assertThatThrownBy(() -> GreetingCodec.decode(frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("hello.life: not a name of 1 to 255 printable characters");
        frame.release();
    }
}
