package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail, and tasks that nobody can decide, end where a person finds them; none is lost, and none holds up the rest. */
@Tag("D3")
@Tag("D5")
@Tag("C1")
class FailuresIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aFailedTaskIsTriedAgainLaterAndGoesToTheDeadLettersInTheEnd() throws Exception {
        Map<String, String> policy = Map.of("queue.tasks.attempts", "3", "queue.tasks.backoff.ms", "600");
        try (TestCluster cluster = TestCluster.start(directory, policy)) {
            cluster.addNodes(1);
            long beganNanos = System.nanoTime();
            cluster.tasks().submitTo(0, "recovers", Script.failing(2));
            cluster.tasks().submitTo(0, "never", Script.failing(99));
            cluster.tasks().submitTo(1, "hopeless", Script.failingForGood());
            cluster.tasks().submit("fine", 40, Script.taking(5));
            cluster.awaitEnds(41);
            assertThat(Duration.ofNanos(System.nanoTime() - beganNanos))
                    .as("with back-offs of 600 and 1200 ms")
                    .isGreaterThan(Duration.ofMillis(1800));
            cluster.awaitAllCommitted();

            assertThat(attempts(cluster, "recovers")).containsExactly("FAIL 1", "FAIL 2", "END 3");
            assertThat(attempts(cluster, "never")).containsExactly("FAIL 1", "FAIL 2", "FAIL 3");
            assertThat(attempts(cluster, "hopeless")).containsExactly("FAIL 1");
            Map<String, Map<String, String>> deadLetters = headersById(cluster, Tasks.QUEUE + ".dlq");
            assertThat(deadLetters).containsOnlyKeys("never", "hopeless");
            assertThat(deadLetters.get("never"))
                    .containsEntry("ballot-attempts", "3")
                    .hasEntrySatisfying(
                            "ballot-reason", reason -> assertThat(reason).contains("its script says so, attempt 3"));
            assertThat(deadLetters.get("hopeless"))
                    .containsEntry("ballot-attempts", "1")
                    .containsEntry("ballot-origin", "tasks/1/0");
            Tally tally = cluster.tasks().tally();
            assertThat(tally.missing()).containsExactly("hopeless", "never");
            assertThat(tally.unexplained()).isEmpty();
            assertThat(cluster.counter("deadLetters")).isEqualTo(2);
        }
    }

    @Test
    void whatAKilledNodeWasRunningIsParkedWhereNoCheckCanTell() throws Exception {
        try (TestCluster cluster = TestCluster.start(directory, Map.of("queue.tasks.check", "park"))) {
            cluster.addNodes(2);
            String follower = cluster.follower();
            cluster.tasks().submit("t", 400, Script.taking(100));
            cluster.awaitEnds(40);

            Set<String> running = cluster.killAtWork(follower);

            cluster.awaitAllCommitted();

            Tally tally = cluster.tasks().tally();
            Set<String> parked = headersById(cluster, Tasks.QUEUE + ".parked").keySet();
            assertThat(parked).containsAll(running);
            assertThat(tally.missing()).as("not executed").isSubsetOf(parked);
            assertThat(tally.repeated()).isEmpty();
            assertThat(tally.unexplained()).isEmpty();
            assertThat(cluster.counter("parked")).isEqualTo(parked.size());
        }
    }

    private static List<String> attempts(TestCluster cluster, String id) throws Exception {
        return cluster.tasks().effects().stream()
                .filter(effect -> effect.task().equals(id) && effect.kind() != Effect.Kind.START)
                .map(effect -> effect.kind() + " " + effect.detail())
                .toList();
    }

    private static Map<String, Map<String, String>> headersById(TestCluster cluster, String topic) throws Exception {
        Map<String, Map<String, String>> byId = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.kafka().read(topic)) {
            Map<String, String> headers = List.of(record.headers().toArray()).stream()
                    .collect(Collectors.toMap(
                            Header::key, header -> new String(header.value(), StandardCharsets.UTF_8), (a, b) -> b));
            assertThat(byId.put(headers.get("task-id"), headers))
                    .as("a second copy in %s", topic)
                    .isNull();
        }
        return byId;
    }
}
