package io.ballot.chaos.lab;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.effect.EffectServer;
import io.ballot.chaos.effect.EffectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that one run needs, in one directory; all of it is gone when it is closed. */
public final class Lab implements AutoCloseable {

    private final Path directory;
    private final Subject subject;
    private final Network network;
    private final EffectStore store;
    private final EffectServer server;
    private final ZooKeepers zooKeepers;
    private final Brokers brokers;
    private final Members members = new Members(this);
    private final Disks disks;
    private final Machine machine;
    private boolean closed;

    /** Lays everything out; nothing runs before {@link #startServers()}. */
    public Lab(Path directory, Machine machine, Shape shape, Subject subject) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.subject = subject;
        this.machine = machine;
        this.disks = new Disks(directory);
        this.network = Network.open(machine);
        this.store = new EffectStore(directory.resolve("effects.log"));
        this.server = EffectServer.start(store, directory.resolve("effects"));
        this.zooKeepers = new ZooKeepers(hosts("z", shape.zooKeepers()), directory.resolve("zookeeper"));
        this.brokers = new Brokers(hosts("k", shape.brokers()), directory.resolve("kafka"));
        // One place more than there are members, for one that joins.
        for (int member = 1; member <= shape.members() + 1; member++) {
            members.place("n" + member, network.add("n" + member));
        }
    }

    private List<Host> hosts(String letter, int count) throws IOException, InterruptedException {
        List<Host> hosts = new ArrayList<>();
        for (int host = 1; host <= count; host++) {
            hosts.add(network.add(letter + host));
        }
        return hosts;
    }

    public void startServers() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("zookeeper"));
        Files.createDirectories(directory.resolve("kafka"));
        zooKeepers.start();
        brokers.start();
    }

    /** Starts the first {@code count} members and waits until all of them work. */
    public void startMembers(int count) throws IOException, InterruptedException {
        for (String name : members.names().subList(0, count)) {
            members.launch(name);
        }
        for (Member member : members.all()) {
            member.awaitReady(Members.START_MS);
        }
        Waiting.until("all members have their part", 60_000, () -> subject.isWhole(this));
    }

    /** The member that leads; waits for one. For a system without leaders, any member that works. */
    public String awaitLeader() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        Waiting.until("a leader", 60_000, () -> {
            Optional<String> leader = subject.leader(this);
            leader.ifPresent(found::add);
            return leader.isPresent();
        });
        return found.get(0);
    }

    /** A member that lives and does not lead. */
    public String awaitFollower() throws IOException, InterruptedException {
        String leader = awaitLeader();
        return members.alive().stream()
                .map(Member::name)
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow(() -> new IOException("nobody lives but the leader " + leader));
    }

    /** Waits until the member is in the middle of so many tasks. */
    public void awaitRunningOn(String name, int tasks) throws IOException, InterruptedException {
        long pid = members.get(name).pid();
        Waiting.until(
                tasks + " tasks running on " + name, 60_000, () -> running(pid).size() >= tasks);
    }

    private Set<String> running(long pid) {
        Set<String> running = new HashSet<>();
        for (Effect effect : store.since(0)) {
            if (effect.pid() == pid && effect.kind() == Kind.START) {
                running.add(effect.task());
            } else if (effect.pid() == pid) {
                running.remove(effect.task());
            }
        }
        return running;
    }

    public Path directory() {
        return directory;
    }

    public Subject subject() {
        return subject;
    }

    public Network network() {
        return network;
    }

    public EffectStore store() {
        return store;
    }

    public ZooKeepers zooKeepers() {
        return zooKeepers;
    }

    public Brokers brokers() {
        return brokers;
    }

    public Disks disks() {
        return disks;
    }

    public Machine machine() {
        return machine;
    }

    public Members members() {
        return members;
    }

    /** The option that tells a process of the system under test where its effects go. */
    public String effectsOption() {
        return "-Dballot.chaos.effects=" + directory.resolve("effects");
    }

    /** SIGKILL to everything, then the network; safe to call from a shutdown hook, and twice. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        members.killAll();
        brokers.killAll();
        zooKeepers.killAll();
        disks.close();
        network.close();
        server.close();
    }
}
