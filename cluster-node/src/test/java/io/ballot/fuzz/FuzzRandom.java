package io.ballot.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** All that is drawn for one input. */
public final class FuzzRandom {

    private static final long[] EDGES = {
        0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 127, 128, 255, 256, 4095, 4096, 4097, 65535, 65536, 1 << 20, (1 << 20) + 1
    };

    private final SplittableRandom random;

    public FuzzRandom(long seed) {
        random = new SplittableRandom(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One time in {@code n}. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Mostly small, seldom large, never above {@code most}. */
    public int size(int most) {
        int bits = random.nextInt(32 - Integer.numberOfLeadingZeros(most) + 1);
        return Math.min(most, random.nextInt(1 << Math.min(bits, 30)));
    }

    /** Numbers at which programs err: around zero, limits and the ends of the types. */
    public long number() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt();
            case 2 -> Long.MAX_VALUE - random.nextInt(3);
            case 3 -> Long.MIN_VALUE + random.nextInt(3);
            case 4 -> Integer.MAX_VALUE + (long) random.nextInt(-2, 3);
            default -> EDGES[random.nextInt(EDGES.length)] * (random.nextInt(4) == 0 ? -1 : 1);
        };
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
