package io.ballot.node.record;

import io.ballot.protocol.QueuePartition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a queue's topic, as polled. The arrays are shared, not copied: nobody writes to them.
 *
 * @param topic name of the topic
 * @param leaderEpoch of the batch that it came in, -1 if the broker did not say
 * @param maybeKey the record's key
 * @param payload the record's value, empty where Kafka has none
 * @param headers all headers, in their order
 * @param timestampMs the record's timestamp, as Kafka tells it (set by the producer or the broker)
 * @param maybeSubmitterId the id that the submitter gave, as people write it; null for a task named by its record
 * @param round 0 for the first submission, one more each time it is put back to its topic
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are large; identity is what two records are compared by
public record TaskRecord(
        QueuePartition partition,
        String topic,
        long offset,
        int leaderEpoch,
        byte @Nullable [] maybeKey,
        byte[] payload,
        List<RecordHeader> headers,
        long timestampMs,
        @Nullable String maybeSubmitterId,
        int round) {

    /** The id by which people know the task: the submitter's, else {@code TOPIC/PARTITION/OFFSET}. */
    public String displayId() {
        return maybeSubmitterId != null ? maybeSubmitterId : position();
    }

    /** {@code TOPIC/PARTITION/OFFSET}. */
    public String position() {
        return topic + "/" + partition.partition() + "/" + offset;
    }

    /** Value of the last header of that name, null if there is none or it has no value. */
    public @Nullable String maybeHeader(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            RecordHeader header = headers.get(i);
            byte[] maybeValue = header.maybeValue();
            if (header.name().equals(name)) {
                return maybeValue == null ? null : new String(maybeValue, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return position() + " (" + displayId() + ", " + payload.length + " bytes)";
    }
}
