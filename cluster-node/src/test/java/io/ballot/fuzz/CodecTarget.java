package io.ballot.fuzz;

import io.ballot.protocol.wire.Frames;
import io.ballot.protocol.wire.ProtocolException;
import java.util.function.Function;

/**
 * Any bytes are a value or a {@link ProtocolException} with its reason in one line; either costs memory in proportion to the
 * bytes; and what is understood means the same once it is written again.
 */
final class CodecTarget<T> implements FuzzTarget {

    /** A codec's reading half. */
    interface Decode<T> {
        T of(byte[] bytes) throws ProtocolException;
    }

    /** The price of the smallest elements: a message of two bytes is an object, its builder and a record. */
    private static final int MOST_PER_BYTE = 120;

    /** Whatever the bytes: a small multiple of the largest frame. */
    private static final long MOST = 20L * Frames.MAX_FRAME;

    /** An exception's stack. */
    private static final int MOST_BESIDE = 16 * 1024;

    private final String name;
    private final int perMille;
    private final Function<FuzzRandom, byte[]> make;
    private final Decode<T> decode;
    private final Function<T, byte[]> encode;

    CodecTarget(
            String name,
            int perMille,
            Function<FuzzRandom, byte[]> make,
            Decode<T> decode,
            Function<T, byte[]> encode) {
        this.name = name;
        this.perMille = perMille;
        this.make = make;
        this.decode = decode;
        this.encode = encode;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int perMille() {
        return perMille;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        return make.apply(random);
    }

    @Override
    public Answer check(byte[] input) throws Exception {
        try {
            T value = Promises.costsAtMost(mostFor(input), () -> decode.of(input));
            T again = decode.of(encode.apply(value));
            Promises.holds(Promises.same(value, again), "written and read again, %s is %s", value, again);
            return Answer.UNDERSTOOD;
        } catch (ProtocolException e) {
            Promises.oneLine(e.getMessage());
            return Answer.REFUSED;
        }
    }

    private static long mostFor(byte[] input) {
        return MOST_BESIDE + Math.min(MOST, (long) MOST_PER_BYTE * input.length);
    }
}
