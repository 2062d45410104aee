package io.ballot.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballot.standalone.NodeProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the nodes tell of themselves over their admin HTTP, and the last that each told before it was gone. Good for what
 * only they can know, never for the accounts.
 */
final class NodeWords {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<String, JsonNode> last = new TreeMap<>();

    /** Asks them all; one that does not answer keeps its last words. */
    void ask(List<NodeProcess> nodes) throws InterruptedException {
        for (NodeProcess node : nodes) {
            if (node.isAlive()) {
                ask(node);
            }
        }
    }

    /** Asks one; empty if it does not answer in time. */
    Optional<JsonNode> ask(NodeProcess node) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.admin().resolve("/v1/status"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            JsonNode status = json.readTree(answer.body());
            last.put(node.name(), status);
            return Optional.of(status);
        } catch (IOException silent) {
            // It is starting, stopping or gone: what it said before stands.
            return Optional.empty();
        }
    }

    /** The sum of a counter of the queue over the last words of all nodes. */
    long sum(String... path) {
        long sum = 0;
        for (JsonNode status : last.values()) {
            JsonNode value = status.path("queues").path(0);
            for (String name : path) {
                value = value.path(name);
            }
            sum += value.asLong();
        }
        return sum;
    }

    /** How long votes took on all nodes. */
    VoteTimes votes() {
        VoteTimes all = VoteTimes.NONE;
        for (JsonNode status : last.values()) {
            all = all.plus(status.path("queues").path(0).path("votes"));
        }
        return all;
    }
}
