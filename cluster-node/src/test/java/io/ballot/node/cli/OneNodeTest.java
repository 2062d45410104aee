package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballot.node.Node;
import io.ballot.node.admin.Json;
import io.ballot.node.config.NodeConfig;
import io.ballot.standalone.EmbeddedKafka;
import io.ballot.standalone.EmbeddedZooKeeper;
import io.ballot.worker.PayloadCodec;
import io.ballot.worker.PermanentTaskException;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a real cluster: a real ZooKeeper, a real Kafka, and one whole node. */
@Tag("U3")
final class OneNodeTest {

    @TempDir
    private static Path directory;

    private static final CountDownLatch release = new CountDownLatch(1);
    private static final List<String> executed = Collections.synchronizedList(new ArrayList<>());

    private static EmbeddedZooKeeper zookeeper;
    private static EmbeddedKafka kafka;
    private static Node node;

    private Terminal terminal;

    @BeforeAll
    static void start() throws Exception {
        zookeeper = EmbeddedZooKeeper.builder(directory.resolve("zookeeper")).start();
        kafka = EmbeddedKafka.builder(directory.resolve("kafka")).start();
        CountDownLatch consuming = new CountDownLatch(1);
        node = Node.builder()
                .config(NodeConfig.of(Map.ofEntries(
                        Map.entry("cluster.name", "demo"),
                        Map.entry("node.id", "n1"),
                        Map.entry("data.dir", directory.resolve("data").toString()),
                        Map.entry("zookeeper.connect", zookeeper.connectString()),
                        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                        Map.entry("transport.port", "0"),
                        Map.entry("admin.port", "0"),
                        Map.entry("queues", "mails"),
                        Map.entry("queue.mails.topic", "outgoing-mail"),
                        Map.entry("queue.mails.topic.create", "true"),
                        Map.entry("queue.mails.worker", "embedded"))))
                .worker("mails", TaskWorker.of(PayloadCodec.string(), (task, context) -> execute(task.payload())))
                .onConsuming(line -> consuming.countDown())
                .build();
        node.start();
        assertThat(consuming.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static TaskResult execute(String payload) throws Exception {
        if (payload.equals("refuse")) {
            throw new PermanentTaskException("no such address");
        }
        if (payload.equals("wait")) {
            release.await();
        }
        executed.add(payload);
        return TaskResult.done();
    }

    @AfterAll
    static void stop() throws Exception {
        release.countDown();
        try (EmbeddedZooKeeper first = zookeeper;
                EmbeddedKafka second = kafka;
                Node third = node) {
            third.stop();
            third.awaitStopped(30_000);
        }
    }

    @BeforeEach
    void sitDown() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path running = Files.createDirectories(home.resolve("var/standalone"));
        Files.writeString(
                running.resolve("cluster.properties"),
                "zookeeper.connect=" + zookeeper.connectString() + "\nkafka.bootstrap.servers="
                        + kafka.bootstrapServers() + "\ncluster.name=demo\npid="
                        + ProcessHandle.current().pid() + "\n");
        terminal = new Terminal(home);
    }

    private JsonNode json(String line) throws Exception {
        Terminal.Ran ran = terminal.cluster((line + " -o json --timeout 20").split(" "));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return Json.MAPPER.readTree(ran.out());
    }

    private Terminal.Ran run(String line) {
        return terminal.cluster((line + " --timeout 20").split(" "));
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    @Test
    void aRunningStandaloneIsFoundAndItsStatusHoldsWhatScriptsRelyOn() throws Exception {
        eventually(() -> assertThat(run("check").exitCode()).isZero());

        JsonNode status = json("status");

        assertThat(status.path("schema").asText()).isEqualTo("ballot.status/v1");
        assertThat(status.path("cluster").asText()).isEqualTo("demo");
        assertThat(status.path("verdict").asText()).isEqualTo("HEALTHY");
        assertThat(status.path("leader").asText()).isEqualTo("n1");
        assertThat(status.path("epoch").asLong()).isPositive();
        assertThat(status.path("inSync").path(0).asText()).isEqualTo("n1");
        JsonNode one = status.path("nodes").path(0);
        assertThat(one.path("id").asText()).isEqualTo("n1");
        assertThat(one.path("role").asText()).isEqualTo("LEADER");
        assertThat(one.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(one.path("admin").asText()).startsWith("http://127.0.0.1:");
        for (String name : List.of("address", "epoch", "partitions", "running", "doubts")) {
            assertThat(one.path(name).isNull()).as(name).isFalse();
        }
        JsonNode queue = status.path("queues").path(0);
        assertThat(queue.path("name").asText()).isEqualTo("mails");
        assertThat(queue.path("topic").asText()).isEqualTo("outgoing-mail");
        for (String name : List.of("lag", "granted", "executed", "suppressed", "doubts", "parked", "deadLetters")) {
            assertThat(queue.path(name).isNumber()).as(name).isTrue();
        }
        assertThat(json("nodes --admin " + one.path("admin").asText()).path("nodes"))
                .hasSize(1);
    }

    @Test
    @Tag("E7")
    void theLeaderTellsWhoConsumesWhat() throws Exception {
        eventually(
                () -> assertThat(json("leader").path("reign").path("consumers").path("n1"))
                        .isNotEmpty());

        assertThat(run("leader").out()).startsWith("n1 leads epoch ").contains("mails/0");
    }

    @Test
    void aSubmittedTaskIsExecutedAndItsStoryTold() throws Exception {
        Terminal.Ran submitted = run("submit mails --id order --count 3 --payload hello");

        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(submitted.out()).isEqualTo("order-1\norder-2\norder-3\n");
        eventually(() -> assertThat(json("explain mails order-2").path("steps"))
                .extracting(step -> step.path("kind").asText())
                .containsSubsequence("VOTED", "GRANTED", "STARTED", "ENDED", "COMMITTED"));
        JsonNode vote = json("explain mails order-2").path("steps").path(0);
        assertThat(vote.path("node").asText()).isEqualTo("n1");
        assertThat(json("explain " + vote.path("position").asText()).path("ids"))
                .isEqualTo(json("explain mails order-2").path("ids"));
        assertThat(run("explain mails order-2").out()).contains("VOTED").contains("SUCCESS");
    }

    @Test
    void aTaskThatNobodyRemembersIsNotFound() {
        Terminal.Ran ran = run("explain mails never-submitted");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("no node remembers never-submitted");
        assertThat(run("explain nope x").exitCode()).isEqualTo(3);
        assertThat(run("lag nope").err()).contains("there are: mails");
    }

    @Test
    void aSecondTaskOfTheSameIdIsSuppressedAndThatIsCounted() throws Exception {
        long before =
                json("queues mails").path("queues").path(0).path("suppressed").asLong();
        run("submit mails --id twice --payload once");
        eventually(() -> assertThat(executed).contains("once"));

        terminal.input("once").cluster("submit", "mails", "--id", "twice", "--payload", "-", "--timeout", "20");

        eventually(() -> assertThat(json("queues mails")
                        .path("queues")
                        .path(0)
                        .path("suppressed")
                        .asLong())
                .isEqualTo(before + 1));
        assertThat(executed).containsOnlyOnce("once");
        eventually(() -> assertThat(run("explain mails twice").out()).contains("DONE"));
    }

    @Test
    void aTaskThatFailedForGoodIsListedReplayedAndDroppedOnlyOnPurpose() throws Exception {
        run("submit mails --id refused --payload refuse");
        eventually(() -> assertThat(json("dlq list mails").path("tasks")).hasSize(1));
        JsonNode letter = json("dlq list mails").path("tasks").path(0);
        assertThat(letter.path("task").asText()).isEqualTo("refused");
        assertThat(letter.path("payload").asText()).isEqualTo("refuse");

        assertThat(run("dlq drop mails refused").out())
                .contains("1 task would be dropped")
                .contains("--execute");
        assertThat(json("dlq list mails").path("tasks")).hasSize(1);
        assertThat(run("dlq drop mails unknown --execute").exitCode()).isEqualTo(3);

        assertThat(run("dlq replay mails refused --execute").out()).contains("1 task run again");
        eventually(() -> {
            JsonNode again = json("dlq list mails").path("tasks");
            assertThat(again).hasSize(1);
            assertThat(again.path(0).path("round").asInt()).isEqualTo(1);
        });
        assertThat(run("dlq drop mails --all --execute").out()).contains("1 task dropped");
        assertThat(json("dlq list mails").path("tasks")).isEmpty();
        assertThat(json("parked list mails").path("tasks")).isEmpty();
    }

    @Test
    void whatRunsIsListedWithItsTimeAndWhatIsNotCommittedIsLag() throws Exception {
        run("submit mails --id slow --payload wait");

        eventually(() -> assertThat(json("tasks mails").path("tasks"))
                .extracting(task -> task.path("task").asText())
                .contains("slow"));

        assertThat(json("lag").path("partitions"))
                .anyMatch(line -> line.path("lag").asLong() > 0);
        assertThat(json("lag mails").path("partitions"))
                .allMatch(line -> line.path("owner").asText().equals("n1"));
        release.countDown();
        eventually(() ->
                assertThat(json("status").path("totals").path("lag").asLong()).isZero());
        assertThat(run("tasks mails --state waiting").out()).contains("n1");
    }

    @Test
    void eventsTellOfTheElection() throws Exception {
        JsonNode events = json("events").path("events");

        assertThat(events).anyMatch(event -> event.path("text").asText().contains("LEADER"));
        assertThat(terminal.cluster("events", "-o", "jsonl", "--last", "1", "--timeout", "20")
                        .out())
                .hasLineCount(1);
        assertThat(json("filter").path("filters").path(0).path("generations")).isNotEmpty();
        assertThat(json("doubts").path("doubts")).isEmpty();
    }

    @Test
    void aMemberCannotBeForgottenAndAnUnknownNodeNeedNotBe() {
        assertThat(run("forget n1").exitCode()).isEqualTo(1);
        assertThat(run("forget n9").exitCode()).isEqualTo(3);
    }

    @Test
    void aClusterOfAnotherNameIsNotFoundAndTheOnesThereAreNamed() {
        Terminal.Ran ran = run("status --cluster other");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("there is no cluster 'other'").contains("demo");
    }
}
