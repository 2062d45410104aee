package io.ballot.chaos.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The smallest system there is: each process prints how it was started, and waits for the end of its input. */
public final class PrintingSubject implements Subject {

    /** How the latest process was started, {@code settings mark}. */
    private volatile String said = "";

    public String said() {
        return said;
    }

    @Override
    public String title() {
        return "Printing";
    }

    @Override
    public String group() {
        return "";
    }

    @Override
    public List<String> command(Lab lab, Host host, String member, Map<String, String> overrides) {
        return List.of("/bin/sh", "-c", "echo \"READY $0 $MARK\"; exec cat", new TreeMap<>(overrides).toString());
    }

    @Override
    public boolean isReady(String line) {
        said = line;
        return line.startsWith("READY");
    }

    @Override
    public Optional<String> leader(Lab lab) {
        return Optional.empty();
    }

    @Override
    public boolean isWhole(Lab lab) {
        return true;
    }

    @Override
    public long leaseMs() {
        return 0;
    }
}
