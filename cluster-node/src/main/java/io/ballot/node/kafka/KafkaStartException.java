package io.ballot.node.kafka;

/** Why a node cannot start on this Kafka: one line for the person who started it. */
public final class KafkaStartException extends Exception {

    private static final long serialVersionUID = 1;

    public KafkaStartException(String message, Throwable cause) {
        super(message, cause);
    }

    public KafkaStartException(String message) {
        super(message);
    }
}
