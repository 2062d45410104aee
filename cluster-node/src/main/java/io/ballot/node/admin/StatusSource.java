package io.ballot.node.admin;

import io.ballot.core.NodeStatus;
import io.ballot.protocol.QueuePartition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the admin server asks the node. Called on any thread; nothing here may block. */
public interface StatusSource {

    /** The machine's view of itself, taken on the driver's thread. */
    CompletableFuture<NodeStatus> status();

    /** The file that holds the memory. */
    JournalReport journal();

    /** Tasks that run on this node now, longest first. */
    List<TaskReport> running();

    /** The id by which people know the task of that record; null if the record is not held any more. */
    @Nullable
    String maybeTaskName(QueuePartition partition, long offset);
}
