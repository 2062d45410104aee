package io.ballot.node;

import io.ballot.node.config.ConfigException;
import io.ballot.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code node.sh run}: one node in the foreground. */
public final class NodeMain {

    private NodeMain() {}

    public static void main(String[] args) {
        @Nullable Path config = null;
        Map<String, String> flags = new LinkedHashMap<>();
        boolean exitOnStdinClose = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "run" -> {}
                case "--exit-on-stdin-close" -> exitOnStdinClose = true;
                case "--config" -> config = Path.of(args[++i]);
                case "--node-id" -> flags.put("node.id", args[++i]);
                case "--set" -> {
                    String[] pair = args[++i].split("=", 2);
                    flags.put(pair[0], pair.length == 2 ? pair[1] : "");
                }
                default -> {
                    System.err.println("unknown argument '" + args[i] + "'");
                    System.exit(2);
                }
            }
        }
        try {
            System.exit(NodeRunner.run(NodeConfig.load(config, flags, System.getenv()), exitOnStdinClose));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
