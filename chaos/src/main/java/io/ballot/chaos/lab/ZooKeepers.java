package io.ballot.chaos.lab;

import io.ballot.chaos.server.ZooKeeperMain;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ensemble. A server that is killed and started again has its data and its address. */
public final class ZooKeepers {

    private static final int PORT = 2181;
    private static final int ANSWER_MS = 1000;

    private final List<Host> hosts;
    private final Path directory;
    private final List<Child> servers = new ArrayList<>();

    ZooKeepers(List<Host> hosts, Path directory) {
        this.hosts = hosts;
        this.directory = directory;
    }

    void start() throws IOException, InterruptedException {
        for (int server = 0; server < hosts.size(); server++) {
            servers.add(launch(server));
        }
        awaitQuorum();
    }

    private Child launch(int server) throws IOException {
        Host host = hosts.get(server);
        Path data = Files.createDirectories(directory.resolve(host.name()));
        Files.writeString(data.resolve("myid"), Integer.toString(server + 1));
        Path config = directory.resolve(host.name() + ".cfg");
        Files.writeString(config, config(host, data));
        List<String> command = Java.command(
                96,
                List.of(
                        "-Dzookeeper.admin.enableServer=false",
                        "-Dlogback.configurationFile=io/ballot/chaos/servers-logback.xml"),
                Java.propertyOrThrow("ballot.chaos.servers"),
                ZooKeeperMain.class.getName(),
                List.of(config.toString()));
        return Child.start(host, host.name(), command, Map.of(), log(host), line -> false);
    }

    private Path log(Host host) {
        return directory.resolve("logs").resolve(host.name() + ".log");
    }

    /** Ticks of 500 ms, so that sessions end when they should; an ensemble also with one server. */
    private String config(Host own, Path data) {
        StringBuilder text = new StringBuilder("tickTime=500\ninitLimit=40\nsyncLimit=10\nmaxClientCnxns=0\n"
                + "minSessionTimeout=1000\nmaxSessionTimeout=60000\n4lw.commands.whitelist=srvr\n"
                + "metricsProvider.className=org.apache.zookeeper.metrics.impl.NullMetricsProvider\n");
        text.append("dataDir=").append(data).append('\n');
        text.append("clientPortAddress=")
                .append(own.address())
                .append("\nclientPort=")
                .append(PORT)
                .append('\n');
        if (hosts.size() > 1) {
            for (int server = 0; server < hosts.size(); server++) {
                text.append("server.")
                        .append(server + 1)
                        .append('=')
                        .append(hosts.get(server).address())
                        .append(":2888:3888\n");
            }
        }
        return text.toString();
    }

    public int size() {
        return hosts.size();
    }

    public List<Host> hosts() {
        return hosts;
    }

    public String connect() {
        return hosts.stream().map(host -> host.address() + ":" + PORT).collect(Collectors.joining(","));
    }

    /** Which server leads the ensemble; the only one where there is one. */
    public Optional<Integer> leading() {
        for (int server = 0; server < hosts.size(); server++) {
            String mode = mode(server);
            if (mode.equals("leader") || mode.equals("standalone")) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    /** {@code leader}, {@code follower} or {@code standalone}; empty while it serves nobody. */
    private String mode(int server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(hosts.get(server).address(), PORT), ANSWER_MS);
            socket.setSoTimeout(ANSWER_MS);
            OutputStream out = socket.getOutputStream();
            out.write("srvr".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException silent) {
            // Which is an answer: it serves nobody.
            return "";
        }
    }

    public void kill(int server) throws InterruptedException {
        servers.get(server).kill();
    }

    public void restart(int server) throws IOException {
        servers.set(server, launch(server));
    }

    /** Every server that runs is part of the ensemble. */
    public void awaitQuorum() throws IOException, InterruptedException {
        Waiting.until("ZooKeeper's servers agree", 60_000, () -> {
            for (int server = 0; server < hosts.size(); server++) {
                if (servers.get(server).isAlive() && mode(server).isEmpty()) {
                    return false;
                }
            }
            return leading().isPresent();
        });
    }

    void killAll() throws InterruptedException {
        for (Child server : servers) {
            server.kill();
        }
    }
}
