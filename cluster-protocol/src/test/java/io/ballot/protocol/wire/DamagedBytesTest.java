package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.pb.Pb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the answer is a message or a {@link ProtocolException}, and costs memory in proportion to its size. */
@Tag("F1")
class DamagedBytesTest {

    /** A record, its generated twin and the twin's builder for two bytes of an empty list element: up to 120 bytes. */
    private static final int MOST_PER_BYTE = 120;

    /** Whatever the bytes are: see {@link ElementLimit}. */
    private static final long MOST = 20L * Frames.MAX_FRAME;

    private static final int MOST_BESIDE = 256 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first use of a class allocates what no later one does. */
    @BeforeAll
    static void warmUp() throws ProtocolException {
        for (Envelope envelope : Samples.all().values()) {
            WireCodec.decode(WireCodec.encode(envelope));
        }
        assertThatThrownBy(() -> WireCodec.decode(new byte[] {1})).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> SnapshotPartCodec.decode(new byte[] {1})).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> GreetingCodec.decode(Unpooled.EMPTY_BUFFER)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void truncatedAndFlippedBytesAreRefusedOrUnderstood(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals = new ArrayList<>();
        for (Envelope envelope : Samples.all().values()) {
            originals.add(WireCodec.encode(envelope));
        }
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = damage(originals.get(random.nextInt(originals.size())), random);
            decodes(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreRefusedOrUnderstood(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            decodes(bytes);
        }
    }

    @Test
    void aLengthBeyondTheBytesAllocatesNothing() {
        // Field 23 (vote), announced as two gigabytes less one byte.
        byte[] lie = {(byte) 0xBA, 0x01, -1, -1, -1, -1, 0x07, 1, 2, 3};
        decodes(lie);
        assertThatThrownBy(() -> WireCodec.decode(lie)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aFullFrameOfEmptyElementsIsRefusedBeforeTheyAreMade() {
        byte[] frame = ofEmptyElements(Frames.MAX_FRAME / 2 - 100);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> WireCodec.decode(frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("envelope: more than 80000 messages or 160000 numbers in one frame");
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BESIDE);
        decodes(ofEmptyElements(ElementLimit.MAX_MESSAGES - 2));
    }

    @Test
    void aFullFrameOfNumbersIsRefusedBeforeTheyAreMade() {
        byte[] frame = Pb.Envelope.newBuilder()
                .setCluster("demo")
                .setSender(ValueMapper.toPb(Samples.LIFE))
                .setReported(Pb.Reported.newBuilder().addAllRefused(Collections.nCopies(Frames.MAX_FRAME - 100, 1)))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> WireCodec.decode(frame)).hasMessageContaining("160000 numbers in one frame");
        decodes(frame);
    }

    /** Kept as protobuf keeps unknown fields, these would take two hundred times their bytes. */
    @Test
    void fieldsThatNobodyKnowsCostNothing() throws ProtocolException {
        UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
        for (int i = 0; i < 20_000; i++) {
            unknown.mergeVarintField(1_000 + i, i & 0x7f);
        }
        byte[] frame = Pb.Envelope.newBuilder()
                .setCluster("demo")
                .setSender(ValueMapper.toPb(Samples.LIFE))
                .setProbe(Pb.Probe.newBuilder().setRound(6).setUnknownFields(unknown.build()))
                .build()
                .toByteArray();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Message message = WireCodec.decode(frame).message();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(frame.length);
        assertThat(message).isEqualTo(new Message.Probe(6));
    }

    private static byte[] ofEmptyElements(int count) {
        return Pb.Envelope.newBuilder()
                .setCluster("demo")
                .setSender(ValueMapper.toPb(Samples.LIFE))
                .setAck(Pb.Ack.newBuilder().addAllHad(Collections.nCopies(count, Pb.Had.getDefaultInstance())))
                .build()
                .toByteArray();
    }

    @Test
    void parallelFieldsOfDifferentLengthAreRefused() {
        Pb.Evidence evidence = Pb.Evidence.newBuilder()
                .setAnswers(ByteString.copyFrom(new byte[2]))
                .setOutcomes(ByteString.copyFrom(new byte[3]))
                .build();
        assertThatThrownBy(() -> EvidenceMapper.evidence(evidence))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("evidence.outcomes: 3 elements for 2 tasks");
    }

    @Test
    void codesThatNoEnumHasAreRefused() {
        Pb.Changes changes = EntryMapper.toPb(Samples.entries().get(1)).getChanges().toBuilder()
                .setStates(ByteString.copyFrom(new byte[] {0, (byte) TaskState.values().length, 0}))
                .build();
        assertThatThrownBy(() -> EntryMapper.entry(
                        Pb.Entry.newBuilder().setChanges(changes).build()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("changes.states: code 6 is not below 6");
        Pb.Progress progress = Pb.Progress.newBuilder()
                .addReports(Pb.Report.newBuilder().setKind(4))
                .build();
        assertThatThrownBy(() -> ProgressMapper.progress(progress)).hasMessage("report.kind: no report kind 4");
    }

    @Test
    void offsetsThatDoNotAscendAreRefused() {
        Pb.Claim twice =
                ValueMapper.toPb(Samples.CLAIM).toBuilder().setOffsets(1, 0).build();
        assertThatThrownBy(() -> ValueMapper.claim(twice, "vote.claim"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("vote.claim: 1000 where at least 1001 is due");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDamagedSnapshotPartIsRefusedOrUnderstood(long seed) throws ProtocolException {
        Random random = new Random(seed);
        for (SnapshotPart part : Samples.parts()) {
            byte[] whole = SnapshotPartCodec.encode(part);
            assertThat(SnapshotPartCodec.decode(whole))
                    .hasSameClassAs(part)
                    .usingRecursiveComparison()
                    .isEqualTo(part);
            for (int round = 0; round < 2_000; round++) {
                byte[] damaged = damage(whole, random);
                onlyProtocolException(() -> SnapshotPartCodec.decode(damaged), damaged);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDamagedGreetingIsRefusedOrUnderstood(long seed) {
        Random random = new Random(seed);
        Greeting hello = Greeting.Hello.of("demo", Samples.IDS.get(0), Samples.LIFE);
        ByteBuf frame = GreetingCodec.encodeFrame(hello, UnpooledByteBufAllocator.DEFAULT);
        byte[] whole = new byte[frame.readInt()];
        frame.readBytes(whole).release();
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = damage(whole, random);
            onlyProtocolException(() -> GreetingCodec.decode(Unpooled.wrappedBuffer(damaged)), damaged);
        }
    }

    private static void decodes(byte[] bytes) {
        onlyProtocolException(() -> WireCodec.decode(bytes), bytes);
    }

    private static void onlyProtocolException(Decode decode, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decode.decode();
        } catch (ProtocolException expected) {
            // The other right answer.
        } catch (RuntimeException | Error e) {
            throw new AssertionError("decoding " + Arrays.toString(bytes), e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("bytes allocated for " + bytes.length + " bytes")
                .isLessThan(MOST_BESIDE + Math.min(MOST, (long) MOST_PER_BYTE * bytes.length));
    }

    private interface Decode {
        Object decode() throws ProtocolException;
    }

    /** A piece of the original, with up to four bytes changed, or some put in. */
    private static byte[] damage(byte[] original, Random random) {
        byte[] bytes =
                random.nextInt(3) == 0 ? Arrays.copyOf(original, random.nextInt(original.length)) : original.clone();
        for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }
}
