package io.ballot.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Starts node processes that belong to one standalone: same servers, same cluster, own ports and own data.
 *
 * <p>The node's main class is a name and its class path a string, because this module and the node's do not know each
 * other.
 */
final class NodeLauncher {
    static final String MAIN_CLASS = "io.ballot.node.NodeMain";
    private static final String HOST = "127.0.0.1";
    private static final Pattern CONSUMING = Pattern.compile("\\bconsuming\\b");

    private final Path directory;
    private final PortsFile ports;
    private final NodeSettings settings;
    private final Map<String, String> shared;
    private final List<String> jvmOptions;
    private final String classPath;
    private final String mainClass;
    private final long stopMs;

    NodeLauncher(
            Path directory,
            NodeSettings settings,
            Map<String, String> shared,
            List<String> jvmOptions,
            String classPath,
            String mainClass)
            throws IOException {
        this.directory = directory;
        this.ports = new PortsFile(directory);
        this.settings = settings;
        this.shared = Map.copyOf(shared);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.classPath = classPath;
        this.mainClass = mainClass;
        this.stopMs = settings.stopMs(System.getenv());
    }

    /** Starts the node {@code name} on the ports and the data that it had before, if it ever was; returns at once. */
    NodeProcess launch(String name) throws IOException {
        int transportPort = ports.portOf(name + ".transport");
        int adminPort = ports.portOf(name + ".admin");
        Path data = directory.resolve(name);
        Map<String, String> own = new LinkedHashMap<>(shared);
        own.put("node.id", name);
        own.put("data.dir", data.toString());
        own.put("transport.host", HOST);
        own.put("transport.port", Integer.toString(transportPort));
        own.put("admin.host", HOST);
        own.put("admin.port", Integer.toString(adminPort));
        JavaCommand command = new JavaCommand(name, jvmOptions, classPath, mainClass, settings.runArguments(own));
        ChildProcess child = ChildProcess.start(
                command,
                directory.resolve("logs").resolve(name + ".log"),
                line -> CONSUMING.matcher(line).find());
        URI admin = URI.create("http://" + HOST + ":" + adminPort);
        return new NodeProcess(name, child, admin, HOST + ":" + transportPort, data, stopMs);
    }
}
