package io.ballot.node.admin;

import io.ballot.protocol.Id128;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One task's story as this node knows it. A task that is not known has a report without steps and standings. */
public interface History {

    /**
     * @param name the submitter's id, {@code TOPIC/PARTITION/OFFSET}, or the 32 hexadecimal digits of the task's own id
     */
    CompletableFuture<StoryReport> ofTask(String queue, String name);

    /** What nodes answered about these doubtful tasks, oldest first: only a leader has any. */
    CompletableFuture<EvidenceReport> evidence(List<Id128> ids);

    CompletableFuture<StoryReport> ofRecord(String topic, int partition, long offset);
}
