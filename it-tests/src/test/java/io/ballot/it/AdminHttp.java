package io.ballot.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballot.standalone.NodeProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a node says of itself over HTTP. */
final class AdminHttp {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private AdminHttp() {}

    static JsonNode status(NodeProcess node) throws Exception {
        return get(node, "/v1/status");
    }

    static JsonNode get(NodeProcess node, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.admin().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofByteArray()).body());
    }
}
