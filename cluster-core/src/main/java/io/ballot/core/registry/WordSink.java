package io.ballot.core.registry;

import com.google.common.hash.BloomFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Reads the bits of a Guava filter, word by word, out of the stream that {@link BloomFilter#writeTo} writes; Guava opens no
 * other way to them.
 *
 * <p>The format (stable since Guava 14, since filters are meant to be stored): one byte hash strategy, one byte number of
 * hash functions, four bytes number of words, then the words of 64 bits, all big-endian. Guava writes each word with one
 * call, which is what makes this fast enough (tens of MB in tens of ms) without a copy of the whole.
 */
abstract class WordSink extends OutputStream {

    /** Bytes before the first word. */
    static final int HEADER = 6;

    private final byte[] header = new byte[HEADER];
    private int headerLength;
    private int position;
    private long partial;
    private int partialLength;

    /** Gives all words of {@code filter} to {@link #word}, in ascending order. */
    final void drain(BloomFilter<IdKey> filter) {
        try {
            filter.writeTo(this);
        } catch (IOException e) {
            throw new UncheckedIOException("writing a filter to memory cannot fail", e);
        }
    }

    abstract void word(int wordPosition, long word);

    final byte[] header() {
        return header;
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) {
        if (length == Long.BYTES && partialLength == 0 && headerLength == HEADER) {
            long word = 0;
            for (int i = offset; i < offset + Long.BYTES; i++) {
                word = word << 8 | (bytes[i] & 0xFF);
            }
            word(position++, word);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public final void write(int value) {
        if (headerLength < HEADER) {
            header[headerLength++] = (byte) value;
            return;
        }
        partial = partial << 8 | (value & 0xFF);
        if (++partialLength == Long.BYTES) {
            partialLength = 0;
            word(position++, partial);
        }
    }
}
