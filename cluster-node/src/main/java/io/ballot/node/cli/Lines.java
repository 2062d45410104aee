package io.ballot.node.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that more than one command shows. */
final class Lines {

    private Lines() {}

    /** @param candidates who stands for election, in order */
    static Table nodes(List<ClusterReport.NodeLine> nodes, List<String> candidates) {
        Table table = new Table()
                .text("NODE", "ROLE", "IN-SYNC")
                .number("EPOCH", "PARTITIONS", "RUNNING", "DOUBTS")
                .text("ADDRESS", "ADMIN")
                .wideNumber("PID", "LEASE", "UP", "LEDGER", "STANDS")
                .wideText("ZOOKEEPER", "VERSION", "SILENT");
        for (ClusterReport.NodeLine node : nodes) {
            int place = candidates.indexOf(node.id());
            table.row(
                    tone(node.role()),
                    node.id(),
                    node.role(),
                    node.inSync() == null ? null : node.inSync() ? "yes" : "no",
                    node.epoch(),
                    node.partitions(),
                    node.running(),
                    node.doubts(),
                    node.address(),
                    node.admin(),
                    node.pid(),
                    node.leaseLeftMs() == null && node.epoch() != null
                            ? Table.NONE
                            : Durations.text(node.leaseLeftMs()),
                    Durations.text(node.uptimeMs()),
                    node.ledgerTasks(),
                    place < 0 ? Table.NONE : place + 1,
                    node.zooKeeperConnected() == null ? null : node.zooKeeperConnected() ? "connected" : "lost",
                    node.version(),
                    node.silent() == null ? Table.NONE : node.silent());
        }
        return table;
    }

    private static Tone tone(@Nullable String role) {
        if (role == null || role.equals("DOWN")) {
            return Tone.BAD;
        }
        return switch (role) {
            case "LEADER" -> Tone.STRONG;
            case "FOLLOWER" -> Tone.PLAIN;
            default -> Tone.WARNING;
        };
    }

    static Table queues(List<ClusterReport.QueueLine> queues) {
        Table table = new Table()
                .text("QUEUE", "TOPIC")
                .number("LAG", "RUNNING", "GRANTED", "EXECUTED", "SUPPRESSED", "DOUBTS", "PARKED", "DEAD-LETTERS")
                .wideText("WORKER", "CHECK")
                .wideNumber(
                        "PARTITIONS",
                        "WAITING",
                        "BACKING-OFF",
                        "FAILED",
                        "DOUBTS-EVER",
                        "CHECKS",
                        "VOTE-P50",
                        "VOTE-P99")
                .wideText("PARTIAL");
        for (ClusterReport.QueueLine queue : queues) {
            table.row(
                    queue.name(),
                    queue.topic(),
                    queue.lag(),
                    queue.running(),
                    queue.granted(),
                    queue.executed(),
                    queue.suppressed(),
                    queue.doubts(),
                    queue.parked(),
                    queue.deadLetters(),
                    queue.worker(),
                    queue.check(),
                    queue.partitions(),
                    queue.waiting(),
                    queue.backingOff(),
                    queue.failedAttempts(),
                    queue.doubtsEver(),
                    queue.checks(),
                    Durations.text(queue.voteP50Ms()),
                    Durations.text(queue.voteP99Ms()),
                    queue.partial() ? "yes" : "no");
        }
        return table;
    }

    static String cell(@Nullable Object value) {
        return value == null ? Table.UNKNOWN : value.toString();
    }
}
