package io.ballot.protocol.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.SnapshotPart.FilterBits;
import io.ballot.protocol.pb.Pb;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Filter bits in a journal, where they are nearly all of what a recovery reads. A filter in use has hardly a word that is
 * zero; so they are written as they lie in memory, and read back ten times as fast as positions and words. A new generation,
 * with what the last rotation carried over, has one in five: it is worth the zeros.
 */
final class PackedBits {

    private PackedBits() {}

    static boolean fit(FilterBits bits) {
        int count = bits.positions().length;
        if (count == 0 || span(bits) > Math.min(SnapshotPart.MAX_SPAN, 2L * count)) {
            return false;
        }
        for (long word : bits.words()) {
            if (word == 0) {
                return false; // it would be lost
            }
        }
        return true;
    }

    private static long span(FilterBits bits) {
        int[] positions = bits.positions();
        return (long) positions[positions.length - 1] - positions[0] + 1;
    }

    static Pb.PackedBits toPb(FilterBits bits) {
        int first = bits.positions()[0];
        byte[] bytes = new byte[(int) span(bits) * Long.BYTES];
        LongBuffer words = ByteBuffer.wrap(bytes).asLongBuffer();
        for (int i = 0; i < bits.words().length; i++) {
            words.put(bits.positions()[i] - first, bits.words()[i]);
        }
        return Pb.PackedBits.newBuilder()
                .setGeneration(bits.generation())
                .setFirst(first)
                .setWords(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
    }

    static FilterBits bits(Pb.PackedBits pb) throws ProtocolException {
        int generation = Checks.notNegative(pb.getGeneration(), "packed_bits.generation");
        int first = Checks.notNegative(pb.getFirst(), "packed_bits.first");
        long[] words = new long[pb.getWords().size() / Long.BYTES];
        pb.getWords().asReadOnlyByteBuffer().asLongBuffer().get(words);
        FilterBits bits = pb.getWords().size() % Long.BYTES == 0 ? maybeBits(generation, first, words) : null;
        if (bits == null) {
            throw new ProtocolException(
                    pb.getWords().size() + " bytes of words from " + first + " on", "packed_bits.words");
        }
        return bits;
    }

    /** The bits in a range of words, zeros too, which are written over; null where that is no range of a filter. */
    static @Nullable FilterBits maybeBits(int generation, int first, long[] words) {
        int span = words.length;
        if (span > SnapshotPart.MAX_SPAN || first > Integer.MAX_VALUE - span) {
            return null;
        }
        int[] positions = new int[span];
        int count = 0;
        for (int i = 0; i < span; i++) {
            if (words[i] != 0) {
                positions[count] = first + i;
                words[count++] = words[i];
            }
        }
        return count == span
                ? new FilterBits(generation, positions, words)
                : new FilterBits(generation, Arrays.copyOf(positions, count), Arrays.copyOf(words, count));
    }
}
