package io.ballot.benchmarks.throughput;

import io.ballot.core.work.WorkStatus;
import io.ballot.node.Node;
import io.ballot.node.config.NodeConfig;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One whole node with a worker that does nothing. Runs as a process of its own until its standard input ends. */
public final class NodeUnderTest {

    private NodeUnderTest() {}

    /** @param args the configuration, {@code key=value} each */
    public static void main(String[] args) throws Exception {
        Map<String, String> config = new HashMap<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            config.put(pair[0], pair[1]);
        }
        CountDownLatch ended = new CountDownLatch(1);
        Subject.onInputEnd(ended::countDown);
        try (Node node = Node.builder()
                .config(NodeConfig.of(config))
                .worker(Backlog.TOPIC, TaskWorker.of(PayloadCodec.bytes(), (task, context) -> TaskResult.done()))
                .onFatal(error -> {
                    System.err.println("the node died: " + error);
                    Runtime.getRuntime().halt(1);
                })
                .build()) {
            node.start();
            ended.await();
            WorkStatus.Queue queue =
                    node.status().get(10, TimeUnit.SECONDS).work().queues().get(Backlog.TOPIC);
            if (queue == null) {
                throw new IllegalStateException("the node does not know its queue");
            }
            System.out.println(new Subject.Tally(queue.executed(), queue.doubts()).line());
            System.out.flush();
        }
    }
}
