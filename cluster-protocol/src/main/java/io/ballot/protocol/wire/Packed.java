package io.ballot.protocol.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskIds;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;

/**
 * Arrays as packed fields, without an object per element: the getters and adders of the generated classes are handed in as
 * primitive functions, since their lists would box.
 *
 * <p>Sums and differences wrap, so every value survives, sorted or not; sorted ones are small.
 */
final class Packed {

    static final int ID_BYTES = 16;

    private Packed() {}

    /** The bytes of an array that nobody writes to any more: not copied. */
    static ByteString bytes(byte[] array) {
        return UnsafeByteOperations.unsafeWrap(array);
    }

    static void deltas(long[] values, LongConsumer add) {
        long previous = 0;
        for (long value : values) {
            add.accept(value - previous);
            previous = value;
        }
    }

    static long[] sums(int count, IntToLongFunction get) {
        long[] values = new long[count];
        long previous = 0;
        for (int i = 0; i < count; i++) {
            previous += get.applyAsLong(i);
            values[i] = previous;
        }
        return values;
    }

    static void intDeltas(int[] values, IntConsumer add) {
        int previous = 0;
        for (int value : values) {
            add.accept(value - previous);
            previous = value;
        }
    }

    static int[] intSums(int count, IntUnaryOperator get) {
        int[] values = new int[count];
        int previous = 0;
        for (int i = 0; i < count; i++) {
            previous += get.applyAsInt(i);
            values[i] = previous;
        }
        return values;
    }

    static ByteString ids(TaskIds ids) {
        long[] words = ids.words();
        byte[] bytes = new byte[words.length * Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().put(words);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static TaskIds ids(ByteString field, String where) throws ProtocolException {
        if (field.size() % ID_BYTES != 0) {
            throw new ProtocolException(field.size() + " bytes are no whole number of ids", where);
        }
        long[] words = new long[field.size() / Long.BYTES];
        field.asReadOnlyByteBuffer().asLongBuffer().get(words);
        return TaskIds.wrap(words);
    }

    static TaskIds ids(ByteString field, int size, String where) throws ProtocolException {
        TaskIds ids = ids(field, where);
        Checks.size(ids.size(), size, where);
        return ids;
    }

    static ByteString id(Id128 id) {
        if (id.equals(Id128.NONE)) {
            return ByteString.EMPTY;
        }
        byte[] bytes = new byte[ID_BYTES];
        ByteBuffer.wrap(bytes).putLong(id.hi()).putLong(id.lo());
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static Id128 id(ByteString field, String where) throws ProtocolException {
        if (field.isEmpty()) {
            return Id128.NONE;
        }
        if (field.size() != ID_BYTES) {
            throw new ProtocolException("an id has " + ID_BYTES + " bytes, not " + field.size(), where);
        }
        ByteBuffer bytes = field.asReadOnlyByteBuffer();
        return new Id128(bytes.getLong(), bytes.getLong());
    }
}
