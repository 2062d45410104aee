package io.ballot.chaos.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every process a place of its own, and cuts them off from one another.
 *
 * <p>A cut drops packets silently, as a broken network does; nobody gets a refusal. All rules stand in the namespace of the
 * host that is cut off, so that its recovery is to forget them.
 */
public final class Network implements AutoCloseable {

    private static final String BRIDGE = "bridge";

    private final @Nullable String maybeHub;
    private final String prefix;
    private final List<Host> hosts = new ArrayList<>();

    private Network(@Nullable String maybeHub, String prefix) {
        this.maybeHub = maybeHub;
        this.prefix = prefix;
    }

    /** The network of this run, empty. */
    public static Network open(Machine machine) throws IOException, InterruptedException {
        String hub = machine.maybeHub();
        if (hub == null) {
            long pid = ProcessHandle.current().pid();
            return new Network(null, "127." + (64 + pid / 250 % 64) + "." + (1 + pid % 250) + ".");
        }
        Network network = new Network(hub, "10.77.0.");
        Shell.run("ip", "link", "set", "lo", "up");
        Shell.run("ip", "link", "add", BRIDGE, "type", "bridge");
        Shell.run("ip", "address", "add", network.prefix + "1/24", "dev", BRIDGE);
        Shell.run("ip", "link", "set", BRIDGE, "up");
        return network;
    }

    /** A place for a process. */
    public Host add(String name) throws IOException, InterruptedException {
        String address = prefix + (11 + hosts.size());
        Host host = new Host(name, address, maybeHub == null ? null : Namespaces.of(maybeHub, name));
        hosts.add(host);
        String namespace = host.maybeNamespace();
        if (namespace != null) {
            String inside = "v" + hosts.size();
            Shell.run("ip", "netns", "add", namespace);
            Shell.run("ip", "link", "add", inside, "type", "veth", "peer", "name", "eth0", "netns", namespace);
            Shell.run("ip", "link", "set", inside, "master", BRIDGE, "up");
            Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
            Shell.run("ip", "-n", namespace, "address", "add", address + "/24", "dev", "eth0");
            Shell.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        }
        return host;
    }

    /** Nothing passes between them, either way. */
    public void cut(Host host, List<Host> others) throws IOException, InterruptedException {
        cutFrom(host, others);
        cutTo(host, others);
    }

    /** What the others send does not reach the host. */
    public void cutFrom(Host host, List<Host> others) throws IOException, InterruptedException {
        for (Host other : others) {
            rule(host, "-A", "INPUT", "-s", other.address(), "-j", "DROP");
        }
    }

    /** What the host sends does not reach the others. */
    public void cutTo(Host host, List<Host> others) throws IOException, InterruptedException {
        for (Host other : others) {
            rule(host, "-A", "OUTPUT", "-d", other.address(), "-j", "DROP");
        }
    }

    /** So many of a hundred packets that reach the host are lost. */
    public void lose(Host host, int percent) throws IOException, InterruptedException {
        String share = String.format(java.util.Locale.ROOT, "%.2f", percent / 100.0);
        rule(
                host,
                "-A",
                "INPUT",
                "-i",
                "eth0",
                "-m",
                "statistic",
                "--mode",
                "random",
                "--probability",
                share,
                "-j",
                "DROP");
    }

    /** No more than so many kilobits a second leave the host; the rest waits, for up to two seconds. */
    public void slow(Host host, int kilobits) throws IOException, InterruptedException {
        Shell.run(host.inside(List.of(
                "tc",
                "qdisc",
                "add",
                "dev",
                "eth0",
                "root",
                "tbf",
                "rate",
                kilobits + "kbit",
                "burst",
                "16kbit",
                "latency",
                "2000ms")));
    }

    /** Everything passes again. */
    public void heal(Host host) throws IOException, InterruptedException {
        rule(host, "-F");
    }

    /** As fast as ever. */
    public void hurry(Host host) throws IOException, InterruptedException {
        Shell.run(host.inside(List.of("tc", "qdisc", "del", "dev", "eth0", "root")));
    }

    private static void rule(Host host, String... rule) throws IOException, InterruptedException {
        if (host.maybeNamespace() == null) {
            throw new IOException("nothing can be cut here: " + host.name() + " has no network of its own");
        }
        List<String> command = new ArrayList<>(List.of("iptables", "-w"));
        command.addAll(List.of(rule));
        Shell.run(host.inside(command));
    }

    /** Removes every namespace of this run but the one that this process lives in. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (Host host : hosts) {
            String namespace = host.maybeNamespace();
            if (namespace != null) {
                Shell.run("ip", "netns", "delete", namespace);
            }
        }
        hosts.clear();
        if (maybeHub != null) {
            Shell.run("ip", "link", "delete", BRIDGE);
        }
    }
}
