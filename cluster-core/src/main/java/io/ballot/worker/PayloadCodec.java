package io.ballot.worker;

import java.nio.charset.StandardCharsets;

/**
 * Reads and writes the payloads of a queue. Thread-safe.
 *
 * <p>Built in: {@link #bytes()}, {@link #string()}, and JSON for every other class that a worker names as its {@code T}.
 */
public interface PayloadCodec<T> {

    /**
     * @param payload the record's value, not to be written to; empty where the record has none
     * @throws Exception the payload cannot be read: the task failed for good and goes to the dead-letter topic
     */
    T decode(byte[] payload) throws Exception;

    /** @throws Exception the value cannot be written */
    byte[] encode(T value) throws Exception;

    /** The payload as it is. */
    static PayloadCodec<byte[]> bytes() {
        return new PayloadCodec<>() {
            @Override
            public byte[] decode(byte[] payload) {
                return payload;
            }

            @Override
            public byte[] encode(byte[] value) {
                return value;
            }
        };
    }

    /** The payload as UTF-8 text; bytes that are none are replaced, never refused. */
    static PayloadCodec<String> string() {
        return new PayloadCodec<>() {
            @Override
            public String decode(byte[] payload) {
                return new String(payload, StandardCharsets.UTF_8);
            }

            @Override
            public byte[] encode(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
