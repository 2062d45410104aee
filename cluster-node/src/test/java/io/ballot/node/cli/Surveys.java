package io.ballot.node.cli;

import io.ballot.core.work.WorkStatus;
import io.ballot.node.admin.JournalReport;
import io.ballot.node.admin.NodeReport;
import io.ballot.node.admin.QueueReport;
import io.ballot.node.admin.ReignReport;
import io.ballot.node.admin.StallReport;
import io.ballot.node.kafka.PartitionLag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Clusters as they might be found, put together for tests of how they are shown. */
final class Surveys {

    private final List<Facts.NodeFact> facts = new ArrayList<>();
    private final Map<String, Said<NodeReport>> said = new LinkedHashMap<>();
    private List<String> inSync = List.of();
    private String claimant = "n1";
    private long lag;
    private String kafkaSilence = "";
    private String owner = "n1";
    private @Nullable StallReport stall;

    Surveys inSync(String... nodes) {
        inSync = List.of(nodes);
        return this;
    }

    Surveys claimant(String node) {
        claimant = node;
        return this;
    }

    Surveys lag(long records) {
        lag = records;
        return this;
    }

    Surveys nobodyConsumes() {
        owner = null;
        return this;
    }

    Surveys kafkaSilent(String why) {
        kafkaSilence = why;
        return this;
    }

    Surveys node(String id, String role) {
        return node(id, role, 7);
    }

    Surveys node(String id, String role, long epoch) {
        fact(id, true);
        said.put(id, Said.of(report(id, role, epoch)));
        return this;
    }

    /** The nodes that follow in the script have taken no step for 61 seconds. */
    Surveys stalled(String waitsFor) {
        stall = new StallReport(61_000, waitsFor);
        return this;
    }

    Surveys silent(String id, String why) {
        fact(id, true);
        said.put(id, Said.nothing(why));
        return this;
    }

    Surveys down(String id) {
        fact(id, false);
        return this;
    }

    private void fact(String id, boolean alive) {
        int number = Integer.parseInt(id.substring(1));
        facts.add(new Facts.NodeFact(
                id,
                alive,
                "10.0.0." + number + ":7070",
                "http://10.0.0." + number + ":7071",
                alive ? 4700 + number : -1,
                ""));
    }

    private NodeReport report(String id, String role, long epoch) {
        int number = Integer.parseInt(id.substring(1));
        QueueReport queue = new QueueReport(
                "webhooks",
                "webhooks",
                "class",
                16,
                "park",
                100,
                98,
                0,
                3,
                1,
                0,
                0,
                0,
                2,
                5,
                1,
                0,
                new WorkStatus.Decisions(0, 3, 0, 0, 0),
                new WorkStatus.Votes(List.of(1, 2, 5), List.of(0L, 60L, 40L, 0L)));
        boolean leads = role.equals("LEADER");
        ReignReport reign = leads
                ? new ReignReport(
                        epoch,
                        "2026-01-02T03:00:00Z",
                        245_000L,
                        inSync,
                        200,
                        195,
                        0,
                        2,
                        2,
                        new TreeMap<>(Map.of("FILTER", 1L)),
                        1,
                        0,
                        0,
                        120,
                        new TreeMap<>(Map.of(id, List.of("webhooks/0"))))
                : null;
        return new NodeReport(
                "ballot.node/v1",
                "demo",
                id,
                role,
                epoch,
                "n1",
                inSync,
                inSync.contains(id),
                9_000L,
                role.equals("LEADER") || role.equals("FOLLOWER"),
                true,
                "10.0.0." + number + ":7070",
                "http://10.0.0." + number + ":7071",
                4700 + number,
                "0.1.0",
                "2026-01-02T03:00:00Z",
                245_000,
                "localhost:9092",
                "abc",
                List.of("webhooks/0", "webhooks/1"),
                2,
                1,
                0,
                12,
                345,
                new JournalReport(false, 4_096, "2026-01-02T03:00:00Z", false),
                List.of(queue),
                List.of(),
                List.of(),
                stall,
                reign);
    }

    Survey survey() {
        QueueTopic queue = new QueueTopic("webhooks", "webhooks");
        Said<List<PartitionLag>> lags = kafkaSilence.isEmpty()
                ? Said.of(List.of(new PartitionLag("webhooks", "webhooks", 0, 10, 10 + lag, lag, owner)))
                : Said.nothing(kafkaSilence);
        return new Survey(
                new Facts("demo", 7, claimant, inSync, false, facts, List.of("n1", "n2")),
                said,
                List.of(queue),
                Map.of("webhooks", lags),
                List.of());
    }
}
