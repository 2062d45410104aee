package io.ballot.core.registry;

import com.google.common.hash.BloomFilter;
import io.ballot.protocol.SnapshotPart.FilterBits;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The words of a Guava filter, asked and written in place: the same bits at the same positions as {@link BloomFilter#put}
 * and {@link BloomFilter#mightContain}, and its count of them kept, at a fraction of their price.
 *
 * <p>A filter of millions of tasks lies in no cache. Guava sets each bit by a compare-and-set, and counts it by another, which hold
 * up all memory accesses behind them, so the nine words of an id arrive one after the other, and each hash makes five objects. Here one thread
 * writes, as one thread owns the machine: all nine are on their way at once, those of the next id too, since no branch waits
 * for any of them.
 *
 * <p>Guava opens no way to its words. Where it does not let itself be looked into (a later version, a module path), there
 * is no {@code FilterWords}, and the filter is asked as anyone would: slower, and no different.
 */
final class FilterWords {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int ID_BYTES = 16;

    private static final @Nullable Inside MAYBE_INSIDE = Inside.maybe();

    private final AtomicLongArray words;
    private final LongAdder bitCount;
    private final long bits;
    private final int probes;
    /** Bits set here and not yet counted: the counter is a compare-and-set. */
    private long uncounted;
    /** Of no meaning: what {@link #fetch} read, kept so that the reading is not optimized away. */
    private long fetched;

    private FilterWords(AtomicLongArray words, LongAdder bitCount, int probes) {
        this.words = words;
        this.bitCount = bitCount;
        this.bits = (long) words.length() * Long.SIZE;
        this.probes = probes;
    }

    static @Nullable FilterWords maybeOf(BloomFilter<IdKey> filter) {
        Inside inside = MAYBE_INSIDE;
        return inside == null ? null : inside.open(filter);
    }

    /** The id will be asked for, and put, soon. */
    void fetch(long hi, long lo) {
        long step = second(hi, lo);
        long at = first(hi, lo, step);
        step += at;
        for (int i = 0; i < probes; i++) {
            fetched += words.getPlain((int) ((at & Long.MAX_VALUE) % bits >>> 6));
            at += step;
        }
    }

    /** The first two words tell nearly every stranger apart, and are read without waiting for one another. */
    boolean mightContain(long hi, long lo) {
        long step = second(hi, lo);
        long at = first(hi, lo, step);
        step += at;
        if (!(isSet(at) & (probes < 2 || isSet(at + step)))) {
            return false;
        }
        at += 2 * step;
        for (int i = 2; i < probes; i++) {
            if (!isSet(at)) {
                return false;
            }
            at += step;
        }
        return true;
    }

    private boolean isSet(long at) {
        long bit = (at & Long.MAX_VALUE) % bits;
        return (words.getPlain((int) (bit >>> 6)) & 1L << bit) != 0;
    }

    /** Returns whether any bit was not set before. */
    boolean put(long hi, long lo) {
        long step = second(hi, lo);
        long at = first(hi, lo, step);
        step += at;
        int fresh = 0;
        for (int i = 0; i < probes; i++) {
            fresh += set(bit(at));
            at += step;
        }
        return fresh > 0;
    }

    int probes() {
        return probes;
    }

    /** The bit that a hash stands for. */
    long bit(long hash) {
        return (hash & Long.MAX_VALUE) % bits;
    }

    /** Returns 1 if it was not set before, else 0. */
    int set(long bit) {
        int position = (int) (bit >>> 6);
        long word = words.getPlain(position);
        words.setPlain(position, word | 1L << bit);
        int fresh = (int) (~word >>> bit & 1);
        uncounted += fresh;
        return fresh;
    }

    /** Sets all bits that {@code bits} has, which must lie within. */
    void join(FilterBits bits) {
        for (int i = 0; i < bits.positions().length; i++) {
            int position = bits.positions()[i];
            long before = words.getPlain(position);
            long after = before | bits.words()[i];
            words.setPlain(position, after);
            uncounted += Long.bitCount(before ^ after);
        }
    }

    /** From here on the filter's own count is right, until the next bit is set. */
    void count() {
        bitCount.add(uncounted);
        uncounted = 0;
    }

    int length() {
        return words.length();
    }

    long word(int position) {
        return words.getPlain(position);
    }

    // ---- MurmurHash3 (Appleby, 2011), x64, 128 bits, seed 0, of the sixteen bytes of an id; as Guava has it

    /** The second half of the hash, but for the first half that is added to it at the end. */
    static long second(long hi, long lo) {
        long h1 = h1(hi);
        long h2 = h2(lo, h1);
        return mixed(h1 + h2 + h2);
    }

    static long first(long hi, long lo, long second) {
        long h1 = h1(hi);
        return mixed(h1 + h2(lo, h1)) + second;
    }

    private static long h1(long k1) {
        long h1 = Long.rotateLeft(k1 * C1, 31) * C2;
        return (Long.rotateLeft(h1, 27) * 5 + 0x52dce729) ^ ID_BYTES;
    }

    private static long h2(long k2, long h1) {
        long h2 = Long.rotateLeft(k2 * C2, 33) * C1;
        return ((Long.rotateLeft(h2, 31) + (h1 ^ ID_BYTES)) * 5 + 0x38495ab5) ^ ID_BYTES;
    }

    private static long mixed(long h) {
        long k = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        k = (k ^ k >>> 33) * 0xc4ceb9fe1a85ec53L;
        return k ^ k >>> 33;
    }

    /** The way in: Guava's fields. */
    private record Inside(MethodHandle bits, MethodHandle probes, MethodHandle words, MethodHandle bitCount) {

        static @Nullable Inside maybe() {
            try {
                Class<?> array = Class.forName("com.google.common.hash.BloomFilterStrategies$LockFreeBitArray");
                MethodHandles.Lookup filter = lookup(BloomFilter.class);
                return new Inside(
                        filter.findGetter(BloomFilter.class, "bits", array),
                        filter.findGetter(BloomFilter.class, "numHashFunctions", int.class),
                        lookup(array).findGetter(array, "data", AtomicLongArray.class),
                        lookup(array).findGetter(array, "bitCount", LongAdder.class));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null; // safe to go on without: the filter does all of this itself, only slower
            }
        }

        private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        }

        FilterWords open(BloomFilter<IdKey> filter) {
            try {
                Object array = bits.invoke(filter);
                return new FilterWords((AtomicLongArray) words.invoke(array), (LongAdder) bitCount.invoke(array), (int)
                        probes.invoke(filter));
            } catch (Throwable e) {
                throw new IllegalStateException("a field of Guava's filter that was found cannot be read", e);
            }
        }
    }
}
