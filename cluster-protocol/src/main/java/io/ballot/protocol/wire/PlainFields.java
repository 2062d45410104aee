package io.ballot.protocol.wire;

import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one message, in the order of their numbers, each at most once, as Protobuf's own writer has them. Fields are
 * those with a number below 16; one that is not there has its default.
 */
final class PlainFields {

    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final int end;
    private int at;

    PlainFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** These bytes are not as expected; that does not make them wrong. */
    static final class NotPlainException extends Exception {
        private static final long serialVersionUID = 1;
        private static final NotPlainException INSTANCE = new NotPlainException();

        private NotPlainException() {
            super("not plain", null, false, false);
        }
    }

    NotPlainException notPlain() {
        return NotPlainException.INSTANCE;
    }

    boolean hasMore() {
        return at < end;
    }

    /** Nothing may be left. */
    void end() throws NotPlainException {
        if (at != end) {
            throw notPlain();
        }
    }

    /** Whether a message, a string or bytes of that number follow. */
    boolean isNext(int field) {
        return isNext(field, DELIMITED);
    }

    private boolean isNext(int field, int type) {
        return at < end && bytes[at] == (field << 3 | type);
    }

    PlainFields message(int field) throws NotPlainException {
        if (!isNext(field)) {
            throw notPlain();
        }
        int length = length(field);
        return new PlainFields(bytes, at - length, at);
    }

    /** Goes behind the field. @return its length; zero if it is not there */
    private int length(int field) throws NotPlainException {
        if (!isNext(field)) {
            return 0;
        }
        at++;
        long length = varint();
        if (length < 0 || length > end - at) {
            throw notPlain();
        }
        at += (int) length;
        return (int) length;
    }

    long longNumber(int field) throws NotPlainException {
        if (!isNext(field, VARINT)) {
            return 0;
        }
        at++;
        return varint();
    }

    long signed(int field) throws NotPlainException {
        long folded = longNumber(field);
        return folded >>> 1 ^ -(folded & 1);
    }

    /** Not negative. */
    int number(int field) throws NotPlainException {
        long number = longNumber(field);
        if (number != (int) number || number < 0) {
            throw notPlain();
        }
        return (int) number;
    }

    private long varint() throws NotPlainException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < end; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw notPlain();
    }

    /** Letters of ASCII, at least one. */
    String name(int field) throws NotPlainException {
        int length = length(field);
        for (int i = at - length; i < at; i++) {
            if (bytes[i] < 0) {
                throw notPlain();
            }
        }
        if (length == 0) {
            throw notPlain();
        }
        return new String(bytes, at - length, length, StandardCharsets.US_ASCII);
    }

    Id128 id(int field) throws NotPlainException {
        long[] words = words(field);
        if (words.length != 0 && words.length != 2) {
            throw notPlain();
        }
        return words.length == 0 ? Id128.NONE : new Id128(words[0], words[1]);
    }

    TaskIds ids(int field) throws NotPlainException {
        long[] words = words(field);
        if (words.length % 2 != 0) {
            throw notPlain();
        }
        return TaskIds.wrap(words);
    }

    /** The ids, of which there must be so many. */
    TaskIds same(TaskIds ids, int size) throws NotPlainException {
        if (ids.size() != size) {
            throw notPlain();
        }
        return ids;
    }

    /** Big endian, eight bytes each. */
    long[] words(int field) throws NotPlainException {
        int length = length(field);
        if (length % Long.BYTES != 0) {
            throw notPlain();
        }
        long[] words = new long[length / Long.BYTES];
        ByteBuffer.wrap(bytes, at - length, length).slice().asLongBuffer().get(words);
        return words;
    }

    /** One byte a task, each below {@code limit}. */
    byte[] codes(int field, int size, int limit) throws NotPlainException {
        int length = length(field);
        if (length != size) {
            throw notPlain();
        }
        byte[] codes = length == 0 ? NOTHING : Arrays.copyOfRange(bytes, at - length, at);
        for (byte code : codes) {
            if ((code & 0xFF) >= limit) {
                throw notPlain();
            }
        }
        return codes;
    }

    /** Numbers that were written as the differences between them. */
    long[] sums(int field) throws NotPlainException {
        int length = length(field);
        PlainFields list = new PlainFields(bytes, at - length, at);
        int count = 0;
        for (int i = list.at; i < list.end; i++) {
            count += bytes[i] >= 0 ? 1 : 0;
        }
        long[] sums = new long[count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            long folded = list.varint();
            sum += folded >>> 1 ^ -(folded & 1);
            sums[i] = sum;
        }
        list.end();
        return sums;
    }
}
