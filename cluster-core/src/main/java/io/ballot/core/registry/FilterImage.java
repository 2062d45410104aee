package io.ballot.core.registry;

import com.google.common.hash.BloomFilter;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A copy of a filter's words that can be written to: the way by which bits from elsewhere get into a Guava filter.
 *
 * <p>It lives for one join; a filter of ten million tasks at 1e-6 takes 49 MB of it.
 */
final class FilterImage {

    private final byte[] header;
    private final long[] words;

    private FilterImage(byte[] header, long[] words) {
        this.header = header;
        this.words = words;
    }

    static FilterImage of(BloomFilter<IdKey> filter) {
        long[] words = new long[wordsOf(filter)];
        WordSink copy = new WordSink() {
            @Override
            void word(int position, long word) {
                words[position] = word;
            }
        };
        copy.drain(filter);
        return new FilterImage(copy.header(), words);
    }

    static int wordsOf(BloomFilter<IdKey> filter) {
        return (int) ((filter.serializedSize() - WordSink.HEADER) / Long.BYTES);
    }

    long word(int position) {
        return words[position];
    }

    void join(FilterBits bits) {
        for (int i = 0; i < bits.positions().length; i++) {
            words[bits.positions()[i]] |= bits.words()[i];
        }
    }

    BloomFilter<IdKey> toFilter() {
        try {
            return BloomFilter.readFrom(new Source(), IdKey.Words.INSTANCE);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a filter from memory cannot fail", e);
        }
    }

    /** The image as the stream that {@link WordSink} describes. A read may be short, as any stream's. */
    private final class Source extends InputStream {

        private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).limit(0);
        private int headerRead;
        private int position;

        @Override
        public int read() {
            if (headerRead < WordSink.HEADER) {
                return header[headerRead++] & 0xFF;
            }
            if (!word.hasRemaining()) {
                if (position == words.length) {
                    return -1;
                }
                word.clear().putLong(words[position++]).flip();
            }
            return word.get() & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length >= Long.BYTES
                    && headerRead == WordSink.HEADER
                    && !word.hasRemaining()
                    && position < words.length) {
                long value = words[position++];
                for (int i = Long.BYTES - 1; i >= 0; i--) {
                    into[offset + i] = (byte) value;
                    value >>>= 8;
                }
                return Long.BYTES;
            }
            if (length == 0) {
                return 0;
            }
            int one = read();
            if (one < 0) {
                return -1;
            }
            into[offset] = (byte) one;
            return 1;
        }
    }
}
