package io.ballot.node.kafka;

import io.ballot.protocol.Id128;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes the 128-bit id of a task, once, on its way in.
 *
 * <p>Two SipHash-2-4 with keys from the cluster's seed, over fields that each carry their length, so that no two different
 * lists of fields give the same bytes. Keyed, because ids come from submitters: nobody outside can construct two ids that
 * collide, which would suppress the second task.
 *
 * <p>A named task is (queue, namespace, source, id, round); a task without a name is (queue, topic id, partition, offset,
 * leader epoch). Not thread-safe: every poll thread has its own, for the sake of the buffer.
 */
final class TaskIdentity {

    private static final byte NAMED = 1;
    private static final byte BY_RECORD = 2;
    /** Tells the second key from the first; any constant does. */
    private static final long SECOND_KEY = 0x9e3779b97f4a7c15L;

    private final byte[] queue;
    private final TwoSipHashes hashes;
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    TaskIdentity(String queue, Id128 seed) {
        this.queue = queue.getBytes(StandardCharsets.UTF_8);
        this.hashes = new TwoSipHashes(seed.hi(), seed.lo(), seed.hi() ^ SECOND_KEY, seed.lo() ^ SECOND_KEY);
    }

    /** The id of a task that its submitter named. */
    Id128 ofName(String namespace, String source, String id, int round) {
        begin(NAMED);
        putField(namespace.getBytes(StandardCharsets.UTF_8));
        putField(source.getBytes(StandardCharsets.UTF_8));
        putField(id.getBytes(StandardCharsets.UTF_8));
        room(Integer.BYTES).putInt(round);
        return hash();
    }

    /** The id of a task that is named by its record: no other record can have it. */
    Id128 ofRecord(Id128 topicId, int partition, long offset, int leaderEpoch) {
        begin(BY_RECORD);
        room(16 + 4 + 8 + 4)
                .putLong(topicId.hi())
                .putLong(topicId.lo())
                .putInt(partition)
                .putLong(offset)
                .putInt(leaderEpoch);
        return hash();
    }

    private void begin(byte kind) {
        buffer.clear();
        buffer.put(kind);
        putField(queue);
    }

    private void putField(byte[] field) {
        room(Integer.BYTES + field.length).putInt(field.length).put(field);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate((buffer.position() + bytes) * 2);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    private Id128 hash() {
        hashes.hash(buffer.array(), buffer.position());
        return new Id128(hashes.first(), hashes.second());
    }
}
