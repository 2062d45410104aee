package io.ballot.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballot.node.admin.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks nodes over HTTP, all at once, so that a silent one costs one timeout and not one each. */
final class NodeHttp {

    private final Duration timeout;
    private final HttpClient client;
    private final @Nullable String maybeToken;

    NodeHttp(int timeoutMs, @Nullable String maybeToken) {
        this.timeout = Duration.ofMillis(timeoutMs);
        this.maybeToken = maybeToken;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * The answer of each node to {@code GET path}.
     *
     * @param admins base address of each node's HTTP, by name; empty for one that has none
     * @param path with its query, encoded
     */
    <T> Map<String, Said<T>> askAll(Map<String, String> admins, String path, Class<T> type)
            throws InterruptedException {
        Map<String, CompletableFuture<Said<T>>> asked = new LinkedHashMap<>();
        admins.forEach((node, admin) -> asked.put(node, ask(admin, path, type)));
        Map<String, Said<T>> said = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Said<T>>> one : asked.entrySet()) {
            try {
                said.put(one.getKey(), one.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("every failure is an answer here", e);
            }
        }
        return said;
    }

    private <T> CompletableFuture<Said<T>> ask(String admin, String path, Class<T> type) {
        HttpRequest request;
        try {
            URI uri = URI.create(admin.replaceAll("/+$", "") + path);
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(timeout);
            if (maybeToken != null) {
                builder.header("Authorization", "Bearer " + maybeToken);
            }
            request = builder.build();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Said.nothing("no address to ask at"));
        }
        return client.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(response -> NodeHttp.<T>read(response, type))
                .exceptionally(e -> Said.nothing(reason(e)));
    }

    private static <T> Said<T> read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            JsonNode json = Json.MAPPER.readTree(response.body());
            if (response.statusCode() != 200) {
                return Said.nothing(json.path("detail").asText("HTTP " + response.statusCode()));
            }
            return Said.of(Json.MAPPER.treeToValue(json, type));
        } catch (JsonProcessingException e) {
            return Said.nothing("answers HTTP " + response.statusCode() + " with something that is not Ballot's JSON");
        } catch (IOException e) {
            return Said.nothing("answers with something that cannot be read: " + e.getMessage());
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
