package io.ballot.chaos.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and removes what a run that was killed left behind: processes that were stopped, namespaces. */
public final class Leftovers {

    private static final String MARK = "-Dballot.chaos.run=";

    private Leftovers() {}

    /** Removes them and says what they were. */
    public static List<String> sweep(Machine machine) throws IOException, InterruptedException {
        List<String> swept = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(process -> isOrphan(process.info().commandLine()))
                .forEach(process -> {
                    if (process.destroyForcibly()) {
                        swept.add("process " + process.pid());
                    }
                });
        if (machine.maybeHub() != null) {
            swept.addAll(Namespaces.sweep());
        }
        return swept;
    }

    private static boolean isOrphan(Optional<String> line) {
        int at = line.map(text -> text.indexOf(MARK)).orElse(-1);
        if (at < 0) {
            return false;
        }
        String pid = line.orElse("").substring(at + MARK.length()).split("\\s")[0];
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Gives back the namespace that the script has put this process into; it goes with the process. */
    public static void leave() {
        String hub = System.getProperty("ballot.chaos.hub", "");
        if (hub.isEmpty()) {
            return;
        }
        try {
            Shell.run("ip", "netns", "delete", hub);
        } catch (IOException left) {
            System.err.println("left behind, the next run removes it: " + hub + " (" + left.getMessage() + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
