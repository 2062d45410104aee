package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F1")
class GreetingCodecTest {

    @Test
    void aStrangersBytesAreToldByTheirMagic() {
        ByteBuf stranger = Unpooled.copiedBuffer("GET / HTTP/1.1", StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> GreetingCodec.decode(stranger))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("greeting: wrong magic, not a Ballot node");
    }

    @Test
    void aReasonIsCutAndMadeOneLine() throws ProtocolException {
        Greeting.Refusal refusal = new Greeting.Refusal("two\nlines" + "x".repeat(10_000));
        ByteBuf frame = GreetingCodec.encodeFrame(refusal, UnpooledByteBufAllocator.DEFAULT);
        assertThat(frame.readInt()).isLessThan(Frames.MAX_HELLO_FRAME);
        Greeting.Refusal got = (Greeting.Refusal) GreetingCodec.decode(frame);
        assertThat(got.reason()).hasSize(GreetingCodec.MAX_REASON).startsWith("two linesx");
    }

    @Test
    void aNameThatWouldSteerATerminalIsRefused() {
        Greeting hello = Greeting.Hello.of("demo\u001b[2J", Id128.NONE, Samples.LIFE);
        ByteBuf frame = GreetingCodec.encodeFrame(hello, UnpooledByteBufAllocator.DEFAULT);
        frame.readInt();
        assertThatThrownBy(() -> GreetingCodec.decode(frame)).hasMessageContaining("hello.cluster: not a name");
    }

    @Test
    void namesTooLongForAGreetingAreRefusedAtTheSender() {
        Life life = new Life(new NodeId("n".repeat(5000)), Id128.NONE, Id128.NONE);
        assertThatThrownBy(() -> GreetingCodec.encodeFrame(
                        Greeting.Hello.of("demo", Id128.NONE, life), UnpooledByteBufAllocator.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name too long");
    }

    @Test
    void versionsMeetAtTheHighestCommonOne() {
        assertThat(ProtocolVersion.common(1, 9)).isEqualTo(ProtocolVersion.MAX);
        assertThat(ProtocolVersion.common(ProtocolVersion.MAX + 1, 9)).isEqualTo(ProtocolVersion.NONE);
        assertThat(ProtocolVersion.common(0, 0)).isEqualTo(ProtocolVersion.NONE);
    }

    @Test
    void theLimitIsRaisedBetweenTwoFramesOfOneRead() {
        FrameDecoder decoder = new FrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(decoder, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object frame) {
                decoder.accepted();
                ctx.fireChannelRead(frame);
            }
        });
        ByteBuf two = Unpooled.buffer();
        two.writeInt(1).writeByte(7);
        two.writeInt(Frames.MAX_FRAME).writeZero(Frames.MAX_FRAME);
        channel.writeInbound(two);

        assertThat(channel.<ByteBuf>readInbound().readableBytes()).isEqualTo(1);
        assertThat(channel.<ByteBuf>readInbound().readableBytes()).isEqualTo(Frames.MAX_FRAME);
        channel.finishAndReleaseAll();
    }

    @Test
    void aLengthAboveTheLimitIsRefusedAtOnce() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder());
        ByteBuf length = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("ffffffff"));
        assertThatThrownBy(() -> channel.writeInbound(length))
                .isInstanceOf(CorruptedFrameException.class)
                .hasMessage("frame of 4294967295 bytes, the limit is 4096");
        channel.finishAndReleaseAll();
    }
}
