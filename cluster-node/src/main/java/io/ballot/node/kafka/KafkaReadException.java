package io.ballot.node.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Kafka did not answer a question, or not as hoped: one line for the person who asked. */
public final class KafkaReadException extends Exception {

    private static final long serialVersionUID = 1;

    KafkaReadException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What the future holds, within the time; {@code what} completes "cannot read ...". */
    static <T> T get(KafkaFuture<T> future, long timeoutMs, String what, String servers)
            throws KafkaReadException, InterruptedException {
        try {
            return future.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaReadException("cannot read " + what + " on " + servers + ": " + Causes.message(e), e);
        } catch (TimeoutException e) {
            throw new KafkaReadException(
                    "cannot read " + what + " on " + servers + ": no answer within " + timeoutMs + " ms", e);
        }
    }
}
