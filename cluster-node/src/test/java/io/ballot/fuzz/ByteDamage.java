package io.ballot.fuzz;

import java.util.Arrays;

/** Damage that knows nothing of what the bytes mean. */
public final class ByteDamage {

    private ByteDamage() {}

    /** {@code bytes} with one to four things wrong; the argument stays as it is. */
    public static byte[] of(byte[] bytes, FuzzRandom random) {
        byte[] damaged = bytes.clone();
        for (int i = 1 + random.below(4); i > 0; i--) {
            damaged = one(damaged, random);
        }
        return damaged;
    }

    private static byte[] one(byte[] bytes, FuzzRandom random) {
        if (bytes.length == 0) {
            return random.bytes(random.size(64));
        }
        int at = random.below(bytes.length);
        switch (random.below(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.below(8));
            case 1 -> bytes[at] = (byte) random.number();
            case 2 -> putInt(bytes, at, random.number());
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return joined(bytes, random.bytes(1 + random.size(64)));
            }
            case 5 -> {
                byte[] head = Arrays.copyOf(bytes, at);
                byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
                return joined(joined(head, random.bytes(1 + random.size(8))), tail);
            }
            case 6 -> {
                int end = at + random.below(bytes.length - at + 1);
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
            }
            default -> {
                int from = random.below(bytes.length);
                int count = Math.min(bytes.length - at, bytes.length - from);
                System.arraycopy(bytes, from, bytes, at, random.below(count + 1));
            }
        }
        return bytes;
    }

    private static void putInt(byte[] bytes, int at, long value) {
        for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
