package io.ballot.node.kafka;

import io.ballot.core.Command.CommitOffset;
import io.ballot.core.Command.Consumption;
import io.ballot.protocol.QueuePartition;
import java.util.List;

/** What a poll thread can be told: the part of a node's commands that concerns one queue. Carried out in their order. */
sealed interface ConsumerCommand {

    /** @param onReached called by the poll thread once it is so; for OFF, once the group was left */
    record SetConsumption(Consumption consumption, Runnable onReached) implements ConsumerCommand {}

    record Pause(List<QueuePartition> partitions) implements ConsumerCommand {}

    record Resume(List<QueuePartition> partitions) implements ConsumerCommand {}

    record CommitPart(CommitRequest request, List<CommitOffset> offsets) implements ConsumerCommand {}

    record RevokeDone(long revoke) implements ConsumerCommand {}

    /** How far behind the log are these? */
    record ReadLag(long request, List<QueuePartition> partitions) implements ConsumerCommand {}

    /** Hand everything over, leave the group, and join it again with a new client: this one would stand still. */
    record Renew() implements ConsumerCommand {}

    /** Leave the group without waiting for anybody's word, and end the thread. */
    record Close() implements ConsumerCommand {}
}
