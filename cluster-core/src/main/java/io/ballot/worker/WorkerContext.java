package io.ballot.worker;

import java.util.Map;

/** What a worker is told when it starts. */
public interface WorkerContext {

    /** Name of the queue whose tasks it will execute. */
    String queue();

    /** Configured name of this node. */
    String nodeId();

    /** How many threads will call {@link TaskWorker#execute} at once. */
    int concurrency();

    /** The worker's own settings; empty in this version, which has no keys for them. Not modifiable. */
    Map<String, String> settings();
}
