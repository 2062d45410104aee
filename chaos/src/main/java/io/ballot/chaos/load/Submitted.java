package io.ballot.chaos.load;

/**
 * One record that was sent.
 *
 * @param task the id it carries
 * @param life of the topic: a topic that was deleted and created again begins the next
 * @param offset where Kafka put it; -1 for one that Kafka never acknowledged
 * @param timeMs when it was sent, by the effect store's clock
 * @param aborted its transaction was: nobody may ever see it
 */
public record Submitted(String task, int life, int partition, long offset, long timeMs, boolean aborted) {

    boolean isAcknowledged() {
        return offset >= 0;
    }
}
