package io.ballot.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballot.core.Command;
import io.ballot.core.NodeStatus;
import io.ballot.node.config.NodeConfig;
import io.ballot.node.kafka.TaskLookup;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("U3")
final class AdminServerTest {

    private static final NodeConfig CONFIG = NodeConfig.of(Map.of(
            "cluster.name", "demo",
            "node.id", "n1",
            "admin.port", "0",
            "queues", "mails",
            "queue.mails.topic", "outgoing-mail",
            "queue.mails.worker", "command",
            "queue.mails.command", "cat",
            "kafka.ssl.key.password", "geheim"));

    private final LoneMachine machine = new LoneMachine("n1").isAlone();
    private final EventLog events = new EventLog("n1", Clock.systemUTC());
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void open() throws Exception {
        server = AdminServer.open(CONFIG.admin());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void serve(StatusSource source) {
        server.serve(
                new About(CONFIG, 4711, "1.2.3", "127.0.0.1:7070", Instant.now()),
                source,
                new StoryTeller(CONFIG, machine, TaskLookup::idsOf, Clock.systemUTC()),
                events);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return Json.MAPPER.readTree(response.body());
    }

    private JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }

    @Test
    void theStatusTellsWhatTheMachineKnows() throws Exception {
        serve(machine);

        JsonNode status = json("/v1/status");

        assertThat(status.path("schema").asText()).isEqualTo("ballot.node/v1");
        assertThat(status.path("id").asText()).isEqualTo("n1");
        assertThat(status.path("cluster").asText()).isEqualTo("demo");
        assertThat(status.path("role").asText()).isEqualTo("OBSERVER");
        assertThat(status.path("consuming").asBoolean()).isFalse();
        assertThat(status.path("zooKeeperConnected").asBoolean()).isTrue();
        assertThat(status.path("leaseLeftMs").isNull()).isTrue();
        assertThat(status.path("inSync").isNull()).isTrue();
        assertThat(status.path("pid").asLong()).isEqualTo(4711);
        assertThat(status.path("version").asText()).isEqualTo("1.2.3");
        assertThat(status.path("admin").asText()).isEqualTo(server.url().toString());
        assertThat(status.path("members").path(0).path("id").asText()).isEqualTo("n1");
        assertThat(status.path("known")).hasSize(2);
        JsonNode queue = status.path("queues").path(0);
        assertThat(queue.path("topic").asText()).isEqualTo("outgoing-mail");
        assertThat(queue.path("worker").asText()).isEqualTo("command");
        assertThat(queue.path("check").asText()).isEqualTo("park");
        assertThat(queue.path("executed").isNumber()).isTrue();
    }

    @Test
    void theConfigurationIsShownWithoutSecrets() throws Exception {
        serve(machine);

        HttpResponse<String> response = get("/v1/config");

        assertThat(response.body()).contains("queue.mails.topic").doesNotContain("geheim");
        JsonNode config = Json.MAPPER.readTree(response.body());
        assertThat(config.path("comparable").path("lease.ms").asText()).isEqualTo("10000");
        assertThat(config.path("comparable").has("node.id")).isFalse();
        assertThat(config.path("digest").asText())
                .isEqualTo(json("/v1/status").path("configDigest").asText());
    }

    @Test
    void eventsAreGivenFromWhereOneLeftOff() throws Exception {
        serve(machine);
        events.add(Command.Level.INFO, "role", "OBSERVER to CANDIDATE");
        events.add(new Command.Note(Command.Level.WARN, "lease", "it has ended"));

        JsonNode all = json("/v1/events");
        assertThat(all.path("events")).hasSize(2);
        assertThat(all.path("last").asLong()).isEqualTo(2);
        JsonNode newer = json("/v1/events?since=1");
        assertThat(newer.path("events")).hasSize(1);
        JsonNode event = newer.path("events").path(0);
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("text").asText()).isEqualTo("it has ended");
        assertThat(event.path("node").asText()).isEqualTo("n1");
        assertThat(Instant.parse(event.path("time").asText())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void ofTooManyEventsTheOldestAreForgottenAndThatIsSaid() {
        for (int i = 0; i < EventLog.EVENTS_MAX + 10; i++) {
            events.add(Command.Level.INFO, "count", "event " + i);
        }

        EventsReport report = events.since(5, 10_000);

        assertThat(report.events()).hasSize(EventLog.EVENTS_MAX);
        assertThat(report.missed()).isEqualTo(5);
    }

    @Test
    void runningTasksAndTheFilterAreListed() throws Exception {
        serve(machine);

        assertThat(json("/v1/tasks").path("tasks").path(0).path("task").asText())
                .isEqualTo("order-1");
        assertThat(json("/v1/doubts").path("doubts")).isEmpty();
        JsonNode filter = json("/v1/filter");
        assertThat(filter.path("generations")).isNotEmpty();
        assertThat(json("/health").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void aTaskThatWasNeverHereHasAnEmptyStory() throws Exception {
        serve(machine);

        JsonNode story = json("/v1/explain?queue=mails&id=order-7");

        assertThat(story.path("steps")).isEmpty();
        assertThat(story.path("standings")).isEmpty();
        assertThat(json("/v1/explain?topic=outgoing-mail&partition=0&offset=7").path("steps"))
                .isEmpty();
        assertThat(json("/v1/evidence?ids=" + new Id128(1, 2)).path("answers")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/explain",
                "/v1/explain?queue=mails",
                "/v1/explain?topic=t&partition=x&offset=1",
                "/v1/events?since=-1",
                "/v1/evidence?ids=xyz"
            })
    void aQuestionThatIsNoneIsRefusedWithTheReason(String path) throws Exception {
        serve(machine);

        assertThat(problem(get(path), 400).path("detail").asText()).isNotBlank();
    }

    @Test
    void anUnknownPathNamesTheKnownOnes() throws Exception {
        serve(machine);

        assertThat(problem(get("/v2/status"), 404).path("detail").asText()).contains("/v1/status");
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        serve(machine);

        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/v1/status"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());

        problem(response, 405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void beforeTheNodeHasStartedEveryQuestionIsAnsweredWithThat() throws Exception {
        assertThat(problem(get("/v1/status"), 503).path("detail").asText()).isEqualTo("the node is starting");
    }

    @Test
    void aNodeThatDoesNotAnswerItselfIsUnavailable() throws Exception {
        serve(new StatusSource() {
            @Override
            public JournalReport journal() {
                return new JournalReport(false, 0, "2026-01-02T03:00:00Z", false);
            }

            @Override
            public CompletableFuture<NodeStatus> status() {
                return new CompletableFuture<>();
            }

            @Override
            public List<TaskReport> running() {
                return List.of();
            }

            @Override
            public String maybeTaskName(QueuePartition partition, long offset) {
                return null;
            }
        });

        assertThat(problem(get("/health"), 503).path("detail").asText()).contains("did not answer");
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        serve(machine);

        String answer =
                raw("GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100000000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void aStrangersBytesAreRefusedAndTheConnectionIsClosed() throws Exception {
        serve(machine);

        assertThat(raw("\u0016\u0003\u0001\u0002 what is this\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(json("/health").path("status").asText()).isEqualTo("UP");
    }

    /** What the server sends until it closes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aTakenPortIsNamedInOneLine() {
        NodeConfig same = NodeConfig.of(Map.of(
                "node.id", "n2", "admin.port", Integer.toString(server.url().getPort())));

        assertThatThrownBy(() -> AdminServer.open(same.admin()))
                .isInstanceOf(AdminStartException.class)
                .hasMessage("cannot listen on 127.0.0.1:" + server.url().getPort()
                        + " (admin.host, admin.port): another process uses this port");
    }
}
