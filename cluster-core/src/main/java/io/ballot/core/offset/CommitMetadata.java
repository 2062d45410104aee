package io.ballot.core.offset;

import com.google.common.hash.Hashing;
import io.ballot.protocol.Id128;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The finished records above a commit as the text that Kafka keeps beside a committed offset (R11).
 *
 * <p>Text form: {@code b2.} and, in URL-safe base64 without padding: a hash of the cluster's name (8 bytes), the hash seed
 * that its first leader drew (16; an older text, {@code b1.}, is without it), the topic's id (16), the leader epoch plus
 * one (varint), the number of records (varint), then for each the distance to the one before, from the committed offset on
 * (varint), and the fingerprint (4 bytes). About 5 bytes a record, so Kafka's default limit of
 * 4,096 carries some 600; what does not fit is left out, highest first.
 *
 * <p>Reading never fails. Text of another cluster, of a topic that was created anew, of a tool or a later version simply
 * holds no hints: a hint that is missing costs a check at worst, one that is wrong is seen by its fingerprint. Whether the
 * offset itself counts when its text is of another topic, {@link StartPoint} decides.
 */
public final class CommitMetadata {

    /** Kafka's default of the broker setting {@code offset.metadata.max.bytes}. */
    public static final int MAX_BYTES_DEFAULT = 4096;

    private static final String PREFIX = "b2.";
    private static final String PREFIX_1 = "b1.";
    private static final int HEAD_BYTES = 8 + 16 + 16 + 5 + 5;
    private static final int RECORD_BYTES_MAX = 10 + 4;
    private static final int RECORD_BYTES_MIN = 1 + 4;

    private CommitMetadata() {}

    /**
     * @param seed of the cluster: another one of the same name has another
     * @param leaderEpoch of the last polled batch, -1 if unknown
     * @param maxBytes the text is not longer than this; where not even the head fits it is empty
     */
    public static String encode(
            CommitPoint point, String cluster, Id128 seed, Id128 topicId, int leaderEpoch, int maxBytes) {
        int room = (maxBytes - PREFIX.length()) * 3 / 4;
        if (room < HEAD_BYTES + RECORD_BYTES_MAX) {
            return "";
        }
        int count = fitting(point, room - HEAD_BYTES);
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + count * RECORD_BYTES_MAX);
        out.putLong(hash(cluster)).putLong(seed.hi()).putLong(seed.lo());
        out.putLong(topicId.hi()).putLong(topicId.lo());
        putVarint(out, leaderEpoch + 1L);
        putVarint(out, count);
        long previous = point.offset();
        for (int i = 0; i < count; i++) {
            putVarint(out, point.finished()[i] - previous);
            out.putInt(point.prints()[i]);
            previous = point.finished()[i];
        }
        byte[] bytes = Arrays.copyOf(out.array(), out.position());
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param committed the offset that the text was committed with
     * @return the point at that offset, with the finished records above it that {@code metadata} names for this cluster and
     *     topic, or without any
     */
    public static CommitPoint decode(String metadata, long committed, String cluster, Id128 topicId) {
        try {
            ByteBuffer in = maybeBytes(metadata);
            return in == null
                    ? CommitPoint.at(committed)
                    : decode(in, metadata.startsWith(PREFIX), committed, cluster, topicId);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Not ours, or cut short: hints may be missing at any time, so going on without them is safe.
            return CommitPoint.at(committed);
        }
    }

    /** The seed of the cluster of that name that wrote it; {@link Id128#NONE} where the text does not tell. */
    public static Id128 seed(String metadata, String cluster) {
        try {
            ByteBuffer in = metadata.startsWith(PREFIX) ? maybeBytes(metadata) : null;
            return in == null || in.getLong() != hash(cluster) ? Id128.NONE : new Id128(in.getLong(), in.getLong());
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Id128.NONE; // whoever wrote that, it tells nothing
        }
    }

    /** The id of the topic that it was written for, whoever wrote it; {@link Id128#NONE} where the text does not tell. */
    static Id128 topicId(String metadata) {
        try {
            ByteBuffer in = maybeBytes(metadata);
            if (in == null) {
                return Id128.NONE;
            }
            in.position(topicIdAt(metadata));
            return new Id128(in.getLong(), in.getLong());
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Id128.NONE; // not ours, or cut short
        }
    }

    /**
     * The same text without the finished offsets, for a broker that takes no more; empty where it is not one of these.
     * What is left is still what says for which topic it was committed.
     */
    public static String withoutFinished(String metadata) {
        try {
            ByteBuffer in = maybeBytes(metadata);
            if (in == null) {
                return "";
            }
            in.position(topicIdAt(metadata) + 2 * Long.BYTES);
            getVarint(in); // the leader epoch
            byte[] head = Arrays.copyOf(in.array(), in.position());
            return metadata.substring(0, PREFIX.length())
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Arrays.copyOf(head, head.length + 1)); // a count of zero
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return ""; // not ours, or cut short: nothing that another node could read
        }
    }

    private static int topicIdAt(String metadata) {
        return metadata.startsWith(PREFIX) ? 3 * Long.BYTES : Long.BYTES;
    }

    private static @Nullable ByteBuffer maybeBytes(String metadata) {
        boolean known = metadata.startsWith(PREFIX) || metadata.startsWith(PREFIX_1);
        return known ? ByteBuffer.wrap(Base64.getUrlDecoder().decode(metadata.substring(PREFIX.length()))) : null;
    }

    private static CommitPoint decode(ByteBuffer in, boolean hasSeed, long committed, String cluster, Id128 topicId) {
        if (in.getLong() != hash(cluster)) {
            return CommitPoint.at(committed);
        }
        if (hasSeed) {
            in.getLong();
            in.getLong();
        }
        if (in.getLong() != topicId.hi() || in.getLong() != topicId.lo()) {
            return CommitPoint.at(committed);
        }
        getVarint(in); // the leader epoch: for people; the broker compares the one of the commit itself
        long count = getVarint(in);
        if (count < 0 || count > in.remaining() / RECORD_BYTES_MIN) {
            return CommitPoint.at(committed);
        }
        long[] finished = new long[(int) count];
        int[] prints = new int[(int) count];
        long previous = committed;
        for (int i = 0; i < finished.length; i++) {
            long distance = getVarint(in);
            if (distance <= 0 || previous + distance < 0) {
                return CommitPoint.at(committed);
            }
            previous += distance;
            finished[i] = previous;
            prints[i] = in.getInt();
        }
        return new CommitPoint(committed, finished, prints);
    }

    /** How many of the point's records fit into {@code room} bytes. */
    private static int fitting(CommitPoint point, int room) {
        long previous = point.offset();
        int used = 0;
        int count = 0;
        for (long offset : point.finished()) {
            used += varintBytes(offset - previous) + 4;
            if (used > room) {
                break;
            }
            previous = offset;
            count++;
        }
        return count;
    }

    private static long hash(String cluster) {
        return Hashing.sipHash24().hashString(cluster, StandardCharsets.UTF_8).asLong();
    }

    private static int varintBytes(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long getVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }
}
