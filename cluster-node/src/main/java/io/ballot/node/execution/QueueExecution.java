package io.ballot.node.execution;

import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.TaskWorker;
import java.util.Map;
import java.util.Optional;

/**
 * How one queue's tasks are executed on this node.
 *
 * @param name the queue's name
 * @param concurrency tasks that run at once, at least 1
 * @param worker what executes a task
 * @param maybeCheck what is asked about a doubtful task; empty where the strategy asks nobody
 * @param codec {@link #CODEC_OF_WORKER}, {@code bytes}, {@code string}, {@code json}, or the class of a {@code PayloadCodec}
 * @param timeoutMs after which an attempt is stopped and has failed, 0 for never
 * @param checkTimeoutMs after which a check is stopped and has failed, more than 0
 * @param outputMaxBytes of a command's standard output that are kept as its result
 * @param settings the worker's own, handed to {@code TaskWorker.start}
 */
public record QueueExecution(
        String name,
        int concurrency,
        Handler<TaskWorker<?>> worker,
        Optional<Handler<IdempotencyCheck<?>>> maybeCheck,
        String codec,
        long timeoutMs,
        long checkTimeoutMs,
        int outputMaxBytes,
        Map<String, String> settings) {

    /** Payloads are read as the worker (or check) says: by its {@code codec()}, else by its {@code T}. */
    public static final String CODEC_OF_WORKER = "worker";

    public static final int OUTPUT_MAX_BYTES = 16 * 1024;
    public static final long CHECK_TIMEOUT_MS = 30_000;

    public QueueExecution {
        if (concurrency < 1 || timeoutMs < 0 || checkTimeoutMs < 1 || outputMaxBytes < 0) {
            throw new IllegalArgumentException("queue " + name + ": concurrency " + concurrency + ", timeout "
                    + timeoutMs + " ms, check timeout " + checkTimeoutMs + " ms, output " + outputMaxBytes + " bytes");
        }
        settings = Map.copyOf(settings);
    }

    /** With the defaults: no check, no timeout, payloads as the worker says. */
    public static QueueExecution of(String name, int concurrency, Handler<TaskWorker<?>> worker) {
        return new QueueExecution(
                name,
                concurrency,
                worker,
                Optional.empty(),
                CODEC_OF_WORKER,
                0,
                CHECK_TIMEOUT_MS,
                OUTPUT_MAX_BYTES,
                Map.of());
    }

    /** The same queue with this check. */
    public QueueExecution checkedBy(Handler<IdempotencyCheck<?>> check) {
        return new QueueExecution(
                name,
                concurrency,
                worker,
                Optional.of(check),
                codec,
                timeoutMs,
                checkTimeoutMs,
                outputMaxBytes,
                settings);
    }

    /** The same queue with these times, in milliseconds; see the components of the record. */
    public QueueExecution within(long timeoutMs, long checkTimeoutMs) {
        return new QueueExecution(
                name, concurrency, worker, maybeCheck, codec, timeoutMs, checkTimeoutMs, outputMaxBytes, settings);
    }

    /** The same queue with this codec. */
    public QueueExecution readBy(String codec) {
        return new QueueExecution(
                name, concurrency, worker, maybeCheck, codec, timeoutMs, checkTimeoutMs, outputMaxBytes, settings);
    }
}
