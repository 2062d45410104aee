package io.ballot.protocol.wire;

import com.google.protobuf.ByteString;

/** What every mapper checks before it makes a record: lengths of parallel fields, ranges of codes and numbers. */
final class Checks {

    private Checks() {}

    static void size(int got, int expected, String where) throws ProtocolException {
        if (got != expected) {
            throw new ProtocolException(got + " elements for " + expected + " tasks", where);
        }
    }

    /** One byte a task, any value. */
    static byte[] bytes(ByteString field, int size, String where) throws ProtocolException {
        size(field.size(), size, where);
        return field.toByteArray();
    }

    /** One byte a task, each below {@code limit}. */
    static byte[] codes(ByteString field, int size, int limit, String where) throws ProtocolException {
        size(field.size(), size, where);
        byte[] codes = field.toByteArray();
        for (byte code : codes) {
            if (Byte.toUnsignedInt(code) >= limit) {
                throw new ProtocolException("code " + Byte.toUnsignedInt(code) + " is not below " + limit, where);
            }
        }
        return codes;
    }

    static long notNegative(long value, String where) throws ProtocolException {
        if (value < 0) {
            throw new ProtocolException(value + " is negative", where);
        }
        return value;
    }

    static int notNegative(int value, String where) throws ProtocolException {
        if (value < 0) {
            throw new ProtocolException(value + " is negative", where);
        }
        return value;
    }

    static String notEmpty(String value, String where) throws ProtocolException {
        if (value.isEmpty()) {
            throw new ProtocolException("is empty", where);
        }
        return value;
    }

    /** @param first lowest value that is allowed at the beginning */
    static void ascending(long[] values, long first, String where) throws ProtocolException {
        long least = first;
        for (long value : values) {
            if (value < least || value == Long.MAX_VALUE) {
                throw new ProtocolException(value + " where at least " + least + " is due", where);
            }
            least = value + 1;
        }
    }
}
