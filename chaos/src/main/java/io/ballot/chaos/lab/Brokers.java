package io.ballot.chaos.lab;

import io.ballot.chaos.server.BrokerMain;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** The Kafka cluster. A broker that is killed and started again has its data and its address. */
public final class Brokers {

    private static final long START_MS = 90_000;

    private final List<Host> hosts;
    private final Path directory;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Child> brokers = new ArrayList<>();

    Brokers(List<Host> hosts, Path directory) {
        this.hosts = hosts;
        this.directory = directory;
    }

    void start() throws IOException, InterruptedException {
        for (int broker = 0; broker < hosts.size(); broker++) {
            brokers.add(launch(broker));
        }
        for (Child broker : brokers) {
            broker.awaitReady(START_MS);
        }
    }

    private Child launch(int broker) throws IOException {
        Host host = hosts.get(broker);
        Path file = directory.resolve(host.name() + ".properties");
        Properties properties = new Properties();
        properties.putAll(BrokerSettings.of(hosts, broker, directory.resolve(host.name())));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        List<String> command = Java.command(
                320,
                List.of("-Dlogback.configurationFile=io/ballot/chaos/servers-logback.xml"),
                Java.propertyOrThrow("ballot.chaos.servers"),
                BrokerMain.class.getName(),
                List.of(file.toString(), clusterId));
        Path log = directory.resolve("logs").resolve(host.name() + ".log");
        return Child.start(host, host.name(), command, Map.of(), log, "READY"::equals);
    }

    public int size() {
        return hosts.size();
    }

    public List<Host> hosts() {
        return hosts;
    }

    public String bootstrap() {
        return hosts.stream().map(host -> host.address() + ":9092").collect(Collectors.joining(","));
    }

    public void kill(int broker) throws InterruptedException {
        brokers.get(broker).kill();
    }

    /** Returns when it serves again. */
    public void restart(int broker) throws IOException, InterruptedException {
        brokers.set(broker, launch(broker));
        brokers.get(broker).awaitReady(START_MS);
    }

    void killAll() throws InterruptedException {
        for (Child broker : brokers) {
            broker.kill();
        }
    }
}
