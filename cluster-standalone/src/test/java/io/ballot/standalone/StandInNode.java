package io.ballot.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that behaves towards its starter as a node does, and does nothing else: this module cannot see the node's
 * code.
 *
 * <p>It says that it is consuming, answers with its role on its admin port, ends with SIGTERM and with its standard
 * input, and notes its start and its end in {@code lives} beside its data. Node n2 leads; a setting {@code fail}
 * makes it end with that exit code instead.
 */
public final class StandInNode {
    private StandInNode() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < args.length - 1; i++) {
            if (args[i].equals("--set")) {
                String[] setting = args[i + 1].split("=", 2);
                settings.put(setting[0], setting[1]);
            }
        }
        if (settings.containsKey("fail")) {
            System.err.println("the setting fail was given");
            System.exit(Integer.parseInt(settings.get("fail")));
        }
        String name = settings.get("node.id");
        Path lives = Path.of(settings.get("data.dir")).resolveSibling("lives");
        serveStatus(Integer.parseInt(settings.get("admin.port")), name.equals("n2") ? "LEADER" : "IN_SYNC");
        if (List.of(args).contains("--exit-on-stdin-close")) {
            StdinWatch.start(() -> System.exit(0));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note(lives, name + " ends")));
        note(lives, name + " starts");
        System.out.println("node " + name + " is consuming");
        new CountDownLatch(1).await();
    }

    private static void serveStatus(int port, String role) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/v1/status", exchange -> {
            byte[] body = ("{\"role\":\"" + role + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static void note(Path lives, String line) {
        try {
            Files.writeString(lives, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
