package io.ballot.node.admin;

import io.ballot.core.NodeStatus;
import io.ballot.node.config.EffectiveSettings;
import io.ballot.node.config.NodeConfig;
import io.ballot.protocol.Id128;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** Which path answers what. */
final class Endpoints {

    private static final int EVENTS_PER_ANSWER = 1_000;
    private static final int IDS_PER_QUESTION = 1_000;

    /** Answers a request with something that is written as JSON. */
    @FunctionalInterface
    interface Endpoint {
        CompletableFuture<?> answer(Query query);
    }

    private final About about;
    private final StatusSource source;
    private final History history;
    private final EventLog events;
    private final SettingsReport settings;
    private final DoubtReports doubts;
    private final NodeReports reports;
    private final SortedMap<String, Endpoint> byPath = new TreeMap<>();

    /** @param admin this server's own address */
    Endpoints(About about, StatusSource source, History history, EventLog events, String admin, Clock clock) {
        this.about = about;
        this.source = source;
        this.history = history;
        this.events = events;
        this.settings = settings(about.config());
        this.doubts = new DoubtReports(about.config(), source, clock);
        this.reports = new NodeReports(about, admin, settings.digest(), clock);
        byPath.put("/health", query -> health());
        byPath.put("/v1/config", query -> CompletableFuture.completedFuture(settings));
        byPath.put("/v1/doubts", query -> doubts());
        byPath.put("/v1/events", this::events);
        byPath.put("/v1/evidence", this::evidence);
        byPath.put("/v1/explain", this::explain);
        byPath.put("/v1/filter", query -> source.status().thenApply(this::filter));
        byPath.put("/v1/status", query -> source.status().thenApply(status -> reports.of(status, source.journal())));
        byPath.put("/v1/tasks", query -> CompletableFuture.completedFuture(tasks()));
    }

    Endpoint of(String path) {
        Endpoint endpoint = byPath.get(path);
        if (endpoint == null) {
            throw new HttpProblem(
                    HttpResponseStatus.NOT_FOUND,
                    "no " + path + " here; there are " + String.join(", ", byPath.keySet()));
        }
        return endpoint;
    }

    /** Up is a node whose driver answers in time; whether it is of use just now is told by its role. */
    private CompletableFuture<?> health() {
        record Health(String schema, String status, String node, String role) {}
        return source.status()
                .thenApply(status -> new Health(
                        "ballot.node.health/v1",
                        "UP",
                        about.config().nodeId(),
                        status.role().name()));
    }

    private CompletableFuture<?> doubts() {
        record Doubts(String schema, String node, List<DoubtReport> doubts) {}
        return source.status()
                .thenApply(status ->
                        new Doubts("ballot.node.doubts/v1", about.config().nodeId(), doubts.of(status)));
    }

    private FilterReport filter(NodeStatus status) {
        return new FilterReport(
                FilterReport.SCHEMA,
                about.config().nodeId(),
                about.config().registry().filterExpectedTasks(),
                about.config().registry().filterErrorRate(),
                status.filter().stream()
                        .map(one -> new FilterReport.Generation(
                                one.generation(), one.added(), one.errorRate(), one.bytes()))
                        .toList());
    }

    private Object tasks() {
        record Tasks(String schema, String node, List<TaskReport> tasks) {}
        return new Tasks("ballot.node.tasks/v1", about.config().nodeId(), source.running());
    }

    private CompletableFuture<?> events(Query query) {
        int limit = (int) query.number("limit", EVENTS_PER_ANSWER, EVENTS_PER_ANSWER);
        return CompletableFuture.completedFuture(events.since(query.number("since", 0, Long.MAX_VALUE), limit));
    }

    private CompletableFuture<?> evidence(Query query) {
        String[] ids = query.textOrThrow("ids").split(",");
        if (ids.length > IDS_PER_QUESTION) {
            throw new HttpProblem(HttpResponseStatus.BAD_REQUEST, "at most " + IDS_PER_QUESTION + " ids at once");
        }
        return history.evidence(Arrays.stream(ids).map(Id128::parse).toList());
    }

    private CompletableFuture<?> explain(Query query) {
        if (query.text("topic").isPresent()) {
            String topic = query.textOrThrow("topic");
            query.textOrThrow("partition");
            query.textOrThrow("offset");
            return history.ofRecord(
                    topic,
                    (int) query.number("partition", 0, Integer.MAX_VALUE),
                    query.number("offset", 0, Long.MAX_VALUE));
        }
        return history.ofTask(query.textOrThrow("queue"), query.textOrThrow("id"));
    }

    private static SettingsReport settings(NodeConfig config) {
        SortedMap<String, String> comparable = EffectiveSettings.comparable(config);
        CRC32 digest = new CRC32();
        for (Map.Entry<String, String> entry : comparable.entrySet()) {
            digest.update((entry.getKey() + '\0' + entry.getValue() + '\0').getBytes(StandardCharsets.UTF_8));
        }
        return new SettingsReport(
                SettingsReport.SCHEMA,
                config.nodeId(),
                Long.toHexString(digest.getValue()),
                EffectiveSettings.of(config).stream()
                        .map(setting -> new SettingsReport.Entry(
                                setting.key(), setting.shown(), setting.origin().toString()))
                        .toList(),
                comparable);
    }
}
