/**
 * Everything that speaks Kafka: consumers that turn polls into events, commits, side topics, and the few readings that the
 * machine and the command line need.
 *
 * <p>{@link io.ballot.node.kafka.KafkaAdapter} is the door. One {@link io.ballot.node.kafka.QueueConsumer} with one thread
 * serves each queue; only that thread touches its {@code KafkaConsumer}. Commands reach it through a bounded mailbox, and
 * what happens leaves as events for the node's inbox. Payloads stay behind in the {@link
 * io.ballot.node.record.RecordStore}: the machine sees offsets and hashed ids.
 */
@NullMarked
package io.ballot.node.kafka;

import org.jspecify.annotations.NullMarked;
