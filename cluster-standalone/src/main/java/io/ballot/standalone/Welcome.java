package io.ballot.standalone;

import java.util.List;

/** What a standalone prints when it runs: where everything is, and what is worth trying. */
final class Welcome {
    private Welcome() {}

    static String text(StandaloneCluster cluster) {
        List<NodeProcess> nodes = cluster.nodes();
        StringBuilder text = new StringBuilder();
        text.append("\nBallot runs.\n\n");
        row(
                text,
                "ZooKeeper",
                cluster.servers().zooKeeperConnect(),
                cluster.servers().pid());
        row(
                text,
                "Kafka",
                cluster.servers().kafkaBootstrapServers(),
                cluster.servers().pid());
        for (NodeProcess node : nodes) {
            row(text, node.name(), node.admin().toString(), node.pid());
        }
        text.append("\nTry next, in another terminal:\n\n");
        text.append("  bin/cluster.sh --watch                          who leads, what waits, what runs\n");
        text.append("  bin/cluster.sh submit QUEUE --payload hello     a task\n");
        text.append(String.format(
                "  kill -9 %-39d a crash: the others go on%n", nodes.get(0).pid()));
        text.append("\nData and logs: ").append(cluster.directory()).append("\nCtrl-C stops everything in order.");
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String address, long pid) {
        text.append(String.format("  %-10s %-28s pid %d%n", name, address, pid));
    }
}
