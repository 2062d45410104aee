package io.ballot.node.execution;

import io.ballot.node.record.TaskRecord;
import io.ballot.protocol.QueuePartition;
import org.jspecify.annotations.Nullable;

/** Where the records behind the tasks are found; thread-safe. {@code RecordStore::getAll} is one. */
@FunctionalInterface
public interface TaskSource {

    /** The records at these offsets, in that order, null where one is not held any more. */
    @Nullable
    TaskRecord[] getAll(QueuePartition partition, long[] offsets);
}
