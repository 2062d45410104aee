package io.ballot.node.execution;

import io.ballot.node.record.RecordHeader;
import io.ballot.node.record.TaskRecord;
import io.ballot.worker.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record of a queue's topic, as the user's code sees it. */
record RecordTask<T>(TaskRecord record, T payload) implements Task<T> {

    @Override
    public String id() {
        return record.displayId();
    }

    @Override
    public String queue() {
        return record.partition().queue();
    }

    @Override
    public Map<String, String> headers() {
        return headersOf(record);
    }

    @Override
    public String topic() {
        return record.topic();
    }

    @Override
    public int partition() {
        return record.partition().partition();
    }

    @Override
    public long offset() {
        return record.offset();
    }

    @Override
    public Instant timestamp() {
        return Instant.ofEpochMilli(record.timestampMs());
    }

    @Override
    public String toString() {
        return queue() + " " + id();
    }

    /** Headers by name, the last of each, those without a value left out. */
    static Map<String, String> headersOf(TaskRecord record) {
        if (record.headers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (RecordHeader header : record.headers()) {
            byte[] maybeValue = header.maybeValue();
            if (maybeValue == null) {
                byName.remove(header.name());
            } else {
                byName.put(header.name(), new String(maybeValue, StandardCharsets.UTF_8));
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
