package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.node.record.RecordHeader;
import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One partition's records of one poll, in the two shapes that they go on in: packed for the machine, whole for whoever runs
 * them.
 *
 * @param event offsets, ids and flags
 * @param records the same records with their payloads, in the same order
 */
record PolledBatch(Event.Polled event, List<TaskRecord> records) {

    private static final byte[] NO_BYTES = {};

    /** @param polled of one partition, not empty, ascending */
    static PolledBatch of(
            QueuePartition partition, List<ConsumerRecord<byte[], byte[]>> polled, TaskIdentity identity) {
        int count = polled.size();
        long[] offsets = new long[count];
        long[] words = new long[2 * count];
        byte[] flags = new byte[count];
        List<TaskRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ConsumerRecord<byte[], byte[]> record = polled.get(i);
            TaskName name = TaskName.of(record.headers());
            TaskRecord task = toTask(partition, record, name);
            Id128 id = id(task, name, identity);
            offsets[i] = record.offset();
            words[2 * i] = id.hi();
            words[2 * i + 1] = id.lo();
            flags[i] = name.maybeId() == null ? Claim.NAMED_BY_RECORD : 0;
            records.add(task);
        }
        return new PolledBatch(new Event.Polled(partition, offsets, TaskIds.wrap(words), flags), records);
    }

    private static Id128 id(TaskRecord task, TaskName name, TaskIdentity identity) {
        String maybeId = name.maybeId();
        return maybeId == null
                ? identity.ofRecord(
                        task.partition().topicId(), task.partition().partition(), task.offset(), task.leaderEpoch())
                : identity.ofName(name.namespace(), name.source(), maybeId, name.round());
    }

    private static TaskRecord toTask(QueuePartition partition, ConsumerRecord<byte[], byte[]> record, TaskName name) {
        return new TaskRecord(
                partition,
                record.topic(),
                record.offset(),
                record.leaderEpoch().orElse(-1),
                record.key(),
                record.value() == null ? NO_BYTES : record.value(),
                headers(record),
                record.timestamp(),
                name.maybeId(),
                name.round());
    }

    private static List<RecordHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = List.of();
        for (Header header : record.headers()) {
            headers = headers.isEmpty() ? new ArrayList<>() : headers;
            headers.add(new RecordHeader(header.key(), header.value()));
        }
        return headers;
    }
}
