package io.ballot.worker;

import java.nio.charset.StandardCharsets;

/**
 * What an executed task gives back: nothing, or some bytes that people and clients may look at. That the task was executed
 * is said by the handler's normal return alone.
 */
public final class TaskResult {

    private static final TaskResult DONE = new TaskResult(new byte[0]);

    private final byte[] value;

    private TaskResult(byte[] value) {
        this.value = value;
    }

    /** Executed; nothing to give back. */
    public static TaskResult done() {
        return DONE;
    }

    /** Executed, with this result (not copied). Its node keeps the first 16 KiB for a while; nothing shows them yet. */
    public static TaskResult of(byte[] value) {
        return value.length == 0 ? DONE : new TaskResult(value);
    }

    /** Executed, with this text as the result, in UTF-8. */
    public static TaskResult of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The result's bytes, not to be written to; empty for none. */
    public byte[] value() {
        return value;
    }

    @Override
    public String toString() {
        return new String(value, StandardCharsets.UTF_8);
    }
}
