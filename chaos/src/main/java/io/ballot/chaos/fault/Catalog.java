package io.ballot.chaos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All faults there are, in the order in which they are listed. */
public final class Catalog {

    /** Those that a test has time for. */
    public static final List<String> QUICK = List.of("kill-leader", "kill-executor", "stop-leader", "cut-leader-peers");

    private static final List<Fault> ALL = gather();

    private Catalog() {}

    private static List<Fault> gather() {
        List<Fault> all = new ArrayList<>();
        all.addAll(ProcessFaults.all());
        all.addAll(NetworkFaults.all());
        all.addAll(ZooKeeperFaults.all());
        all.addAll(KafkaFaults.all());
        all.addAll(MachineFaults.all());
        return List.copyOf(all);
    }

    public static List<Fault> all() {
        return ALL;
    }

    public static Optional<Fault> find(String name) {
        return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
    }
}
