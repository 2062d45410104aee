package io.ballot.node.kafka;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for a person: one record of a parked or dead-letter topic that nobody has dealt with.
 *
 * @param taskId as people write it
 * @param round that it was put aside in; run again it gets the next
 * @param origin {@code TOPIC/PARTITION/OFFSET} of the task's record, empty if the record does not say
 * @param reason why it was put aside, in words
 * @param attempts made before, -1 if the record does not say
 * @param maybeTime when it was put aside; null if the record does not say
 * @param record the copy itself, with its position in the side topic
 */
public record SideEntry(
        String taskId,
        int round,
        String origin,
        String reason,
        int attempts,
        @Nullable Instant maybeTime,
        ConsumerRecord<byte[], byte[]> record) {}
