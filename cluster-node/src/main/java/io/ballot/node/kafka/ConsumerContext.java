package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.node.record.RecordStore;
import io.ballot.protocol.Id128;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all queues' consumers share.
 *
 * @param store takes the payloads
 * @param inbox takes the events; may block while the node is behind
 * @param members takes members out of the groups
 * @param revokes the last number given to a revocation, over all queues
 * @param seed the cluster's hash seed, null until it is known; nothing is fetched before
 */
record ConsumerContext(
        KafkaSettings settings,
        RecordStore store,
        Consumer<Event> inbox,
        TopicIds topicIds,
        GroupMembers members,
        AtomicLong revokes,
        AtomicReference<@Nullable Id128> seed) {}
