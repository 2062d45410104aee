package io.ballot.chaos.rival;

import io.ballot.chaos.effect.Execution;
import io.ballot.chaos.effect.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Executes one record, and tries again at once where it fails, as a retrying handler would. */
final class Handling {

    private static final int ATTEMPTS = 5;

    private final Execution execution;

    Handling(Execution execution) {
        this.execution = execution;
    }

    /** @throws IllegalStateException if it never succeeded */
    void handle(ConsumerRecord<byte[], byte[]> record) {
        String task = new String(record.headers().lastHeader("task-id").value(), StandardCharsets.UTF_8);
        Script script = Script.parse(new String(record.value(), StandardCharsets.UTF_8));
        String at = record.partition() + "/" + record.offset();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                execution.run(task, script, 0, at, attempt);
                return;
            } catch (IOException failed) {
                System.err.println(task + ": attempt " + attempt + " failed: " + failed.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(task + " was interrupted", interrupted);
            }
        }
        throw new IllegalStateException(task + " failed " + ATTEMPTS + " times");
    }
}
