package io.ballot.node;

import io.ballot.core.NodeStatus;
import io.ballot.node.admin.JournalReport;
import io.ballot.node.admin.StatusSource;
import io.ballot.node.admin.TaskReport;
import io.ballot.node.execution.ExecutionAdapter;
import io.ballot.node.execution.RunningTask;
import io.ballot.node.record.RecordStore;
import io.ballot.node.record.TaskRecord;
import io.ballot.node.store.Journal;
import io.ballot.node.store.JournalStatus;
import io.ballot.protocol.QueuePartition;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the admin server shows of a node, put together from the parts that know it. */
final class NodeView implements StatusSource {

    private final Driver driver;
    private final ExecutionAdapter execution;
    private final RecordStore records;
    private final Journal journal;

    NodeView(Driver driver, ExecutionAdapter execution, RecordStore records, Journal journal) {
        this.driver = driver;
        this.execution = execution;
        this.records = records;
        this.journal = journal;
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return driver.status();
    }

    @Override
    public JournalReport journal() {
        JournalStatus status = journal.status();
        return new JournalReport(
                status.continued(),
                status.bytes(),
                status.wholeSince().truncatedTo(ChronoUnit.MILLIS).toString(),
                status.failed());
    }

    @Override
    public List<TaskReport> running() {
        return execution.status().stream()
                .flatMap(queue -> queue.running().stream())
                .map(NodeView::report)
                .sorted(Comparator.comparingLong(TaskReport::forMs).reversed())
                .toList();
    }

    private static TaskReport report(RunningTask task) {
        return new TaskReport(
                task.queue(),
                task.taskId(),
                task.position(),
                task.attempt(),
                task.token(),
                task.sinceMs(),
                task.progressDone(),
                task.progressTotal(),
                task.maybeStopReason());
    }

    @Override
    public @Nullable String maybeTaskName(QueuePartition partition, long offset) {
        TaskRecord record = records.get(partition, offset);
        return record == null ? null : record.displayId();
    }
}
