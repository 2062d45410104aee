package io.ballot.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.pb.Pb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecTest {

    static Stream<String> names() {
        return Samples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyMessageComesBackAsItWas(String name) throws ProtocolException {
        Envelope sent = Samples.all().get(name);
        assertSame(WireCodec.decode(WireCodec.encode(sent)), sent);
    }

    @Test
    void noMessageEntryOrPartIsWithoutASample() {
        assertThat(classes(Samples.messages())).isEqualTo(permitted(Message.class));
        assertThat(classes(Samples.entries())).isEqualTo(permitted(Entry.class));
        assertThat(classes(Samples.parts())).isEqualTo(permitted(SnapshotPart.class));
    }

    @Test
    void extremeValuesSurvive() throws ProtocolException {
        long[] extremes = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1};
        Message.Report report = new Message.Report(
                -1,
                Message.ReportKind.MARK,
                Long.MIN_VALUE,
                Samples.PARTITION,
                extremes,
                TaskIds.wrap(new long[8]),
                extremes,
                new byte[4]);
        Envelope sent = new Envelope(
                "ü", Integer.MAX_VALUE, Long.MAX_VALUE, Samples.LIFE, new Message.Progress(List.of((Message.Report)
                        report)));
        assertSame(WireCodec.decode(WireCodec.encode(sent)), sent);
    }

    @Test
    void emptyListsSurvive() throws ProtocolException {
        Claim claim = new Claim(1, Samples.PARTITION, new long[0], TaskIds.EMPTY, new byte[0]);
        Envelope sent = Samples.envelope(new Message.Vote(List.of(new Message.VoteRequest(claim, 0))));
        assertSame(WireCodec.decode(WireCodec.encode(sent)), sent);
    }

    @Test
    void aFullFrameOfTasksFitsWhateverTheirValues() throws ProtocolException {
        long[] offsets = new long[Frames.MAX_TASKS];
        long[] tokens = new long[Frames.MAX_TASKS];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i * (Long.MAX_VALUE / offsets.length - 1);
            tokens[i] = i % 2 == 0 ? Long.MIN_VALUE : 0;
        }
        byte[] codes = new byte[Frames.MAX_TASKS];
        TaskIds ids = TaskIds.wrap(new long[2 * Frames.MAX_TASKS]);
        Claim claim = new Claim(1, Samples.PARTITION, offsets, ids, codes);
        Entry grants = new Entry.Grants(Samples.LIFE, claim, tokens, codes, codes, codes);
        Envelope sent = Samples.envelope(new Message.Replicate(1, 0, List.of(grants)));

        ByteBuf frame = WireCodec.encodeFrame(sent, ByteBufAllocator.DEFAULT);
        try {
            assertThat(frame.readInt()).isEqualTo(frame.readableBytes()).isLessThan(Frames.MAX_FRAME);
            assertSame(WireCodec.decode(frame), sent);
        } finally {
            frame.release();
        }
    }

    @Test
    void aTaskOfAUsualVoteTakesAboutItsIdsSixteenBytes() {
        long[] offsets = new long[1000];
        Arrays.setAll(offsets, i -> 5_000_000_000L + i);
        Claim claim = new Claim(1, Samples.PARTITION, offsets, TaskIds.wrap(new long[2000]), new byte[1000]);
        Message vote = new Message.Vote(List.of(new Message.VoteRequest(claim, 16)));
        assertThat(WireCodec.encode(Samples.envelope(vote))).hasSizeLessThan(18_200);
    }

    @Test
    void aMessageAboveTheLargestFrameIsRefusedAtTheSender() {
        Envelope large =
                Samples.envelope(new Message.OutcomeNotice(TaskIds.wrap(new long[Frames.MAX_FRAME / Long.BYTES])));
        assertThatThrownBy(() -> WireCodec.encodeFrame(large, ByteBufAllocator.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OutcomeNotice of 1048");
    }

    @Test
    void aMessageOfALaterVersionIsToldApartFromDamage() {
        Pb.Envelope later = header().setUnknownFields(field(42, "a message of a later version"))
                .build();
        assertThatThrownBy(() -> WireCodec.decode(later.toByteArray()))
                .isInstanceOf(UnknownMessageException.class)
                .hasMessage("envelope: unknown message type 42");

        assertThatThrownBy(() -> WireCodec.decode(header().build().toByteArray()))
                .isInstanceOf(ProtocolException.class)
                .isNotInstanceOf(UnknownMessageException.class)
                .hasMessage("envelope: no message");
    }

    @Test
    void aFieldOfALaterVersionIsIgnored() throws ProtocolException {
        Pb.Envelope later = header().setProbe(
                        Pb.Probe.newBuilder().setRound(6).setUnknownFields(field(9, "new in a message")))
                .setUnknownFields(field(9, "new in the envelope"))
                .build();
        assertThat(WireCodec.decode(later.toByteArray()).message()).isEqualTo(new Message.Probe(6));
    }

    @Test
    void anEntryOfALaterVersionIsNotSkippedSilently() {
        Pb.Envelope later = header().setReplicate(Pb.Replicate.newBuilder()
                        .addEntries(Pb.Entry.newBuilder().setUnknownFields(field(99, "new kind of entry"))))
                .build();
        assertThatThrownBy(() -> WireCodec.decode(later.toByteArray()))
                .hasMessage("entry: no entry, or one of an unknown kind");
    }

    static void assertSame(Envelope got, Envelope sent) {
        assertThat(got.message()).hasSameClassAs(sent.message());
        assertThat(got).usingRecursiveComparison().isEqualTo(sent);
    }

    private static Pb.Envelope.Builder header() {
        return Pb.Envelope.newBuilder().setCluster("demo").setSender(ValueMapper.toPb(Samples.LIFE));
    }

    private static UnknownFieldSet field(int number, String content) {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(content))
                .build();
        return UnknownFieldSet.newBuilder().addField(number, field).build();
    }

    private static Set<String> classes(List<?> samples) {
        return samples.stream().map(s -> s.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> permitted(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
