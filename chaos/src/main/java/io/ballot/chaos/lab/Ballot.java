package io.ballot.chaos.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballot.chaos.effect.ChaosCheck;
import io.ballot.chaos.effect.ChaosWorker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ballot itself: nodes as {@code bin/node.sh run} starts them, all times at their defaults. */
public final class Ballot implements Subject {

    public static final String QUEUE = "chaos";
    private static final int CONCURRENCY = 8;
    private static final int ADMIN_PORT = 7071;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    /** @param settings of the user, before all others but what places a node */
    public Ballot(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    @Override
    public String title() {
        return "Ballot";
    }

    @Override
    public String group() {
        return "ballot.chaos." + QUEUE;
    }

    @Override
    public List<String> command(Lab lab, Host host, String member, Map<String, String> overrides) {
        Map<String, String> all = new LinkedHashMap<>(shared());
        all.putAll(settings);
        all.put("zookeeper.connect", lab.zooKeepers().connect());
        all.put("kafka.bootstrap.servers", lab.brokers().bootstrap());
        all.put("node.id", member);
        all.put("data.dir", lab.directory().resolve(member).toString());
        all.put("transport.host", host.address());
        all.put("admin.host", host.address());
        all.putAll(overrides);
        String classPath = Java.propertyOrThrow("ballot.chaos.nodes");
        if (all.remove("older") != null) {
            classPath = Java.propertyOrThrow("ballot.chaos.older");
        }
        List<String> arguments = new ArrayList<>(List.of("run", "--exit-on-stdin-close"));
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        List<String> options = List.of(
                "-Dlogback.configurationFile=" + Java.propertyOrThrow("ballot.home") + "/conf/logback.xml",
                "-Dballot.home=" + Java.propertyOrThrow("ballot.home"),
                lab.effectsOption());
        return Java.command(224, options, classPath, "io.ballot.node.NodeMain", arguments);
    }

    private static Map<String, String> shared() {
        Map<String, String> shared = new LinkedHashMap<>();
        String queue = "queue." + QUEUE + ".";
        shared.put("cluster.name", "chaos");
        shared.put("queues", QUEUE);
        shared.put(queue + "worker", "class");
        shared.put(queue + "class", ChaosWorker.class.getName());
        shared.put(queue + "check", "class");
        shared.put(queue + "check.class", ChaosCheck.class.getName());
        shared.put(queue + "concurrency", Integer.toString(CONCURRENCY));
        shared.put("filter.expected.tasks", "1000000");
        return shared;
    }

    @Override
    public boolean isReady(String line) {
        return line.contains("consuming");
    }

    @Override
    public Optional<String> leader(Lab lab) throws InterruptedException {
        for (Member member : lab.members().alive()) {
            if (status(member).path("role").asText().equals("LEADER")) {
                return Optional.of(member.name());
            }
        }
        return Optional.empty();
    }

    /** Everybody who lives is in-sync, and one of them leads. */
    @Override
    public boolean isWhole(Lab lab) throws InterruptedException {
        int leaders = 0;
        for (Member member : lab.members().alive()) {
            JsonNode status = status(member);
            leaders += status.path("role").asText().equals("LEADER") ? 1 : 0;
            if (!status.path("inSyncHere").asBoolean()
                    || !status.path("consuming").asBoolean()) {
                return false;
            }
        }
        return leaders == 1;
    }

    /** A process that is stopped takes the connection and never answers: the time-out is for the answer. */
    private JsonNode status(Member member) throws InterruptedException {
        URI uri = URI.create("http://" + member.host().address() + ":" + ADMIN_PORT + "/v1/status");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            return json.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException silent) {
            // Which says that it neither leads nor is in-sync, as far as anybody can see.
            return json.createObjectNode();
        }
    }

    @Override
    public long leaseMs() {
        return Long.parseLong(settings.getOrDefault("lease.ms", "10000"));
    }
}
