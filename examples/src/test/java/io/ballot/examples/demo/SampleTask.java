package io.ballot.examples.demo;

import io.ballot.worker.Task;
import java.time.Instant;
import java.util.Map;

/** A task as a node would hand it over. */
record SampleTask(String id, byte[] payload) implements Task<byte[]> {

    @Override
    public String queue() {
        return "webhooks";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("task-id", id);
    }

    @Override
    public String topic() {
        return "webhooks";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public Instant timestamp() {
        return Instant.EPOCH;
    }
}
