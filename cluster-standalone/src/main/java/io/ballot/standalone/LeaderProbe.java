package io.ballot.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which node leads, by asking each one for its own role.
 *
 * <p>A node that does not answer in time does not lead as far as this is concerned: the answer only serves to stop
 * nodes in an order that costs the fewest elections, and a wrong one costs one election more.
 */
final class LeaderProbe {
    private static final Logger log = LoggerFactory.getLogger(LeaderProbe.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final ObjectMapper json = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    Optional<NodeProcess> leaderOf(List<NodeProcess> nodes) throws InterruptedException {
        for (NodeProcess node : nodes) {
            if (leads(node)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private boolean leads(NodeProcess node) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.admin().resolve("/v1/status"))
                .timeout(TIMEOUT)
                .build();
        try {
            JsonNode status =
                    json.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
            return status.path("role").asText().equals("LEADER");
        } catch (IOException silent) {
            log.debug("{} does not say who leads: {}", node.name(), silent.toString());
            return false;
        }
    }
}
