package io.ballot.chaos.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The network namespaces of all runs, by their names: {@code ballot-chaos-PID-HOST}, after the process that runs the
 * laboratory. So what a killed run left behind is known for what it is.
 */
final class Namespaces {

    private static final String PREFIX = "ballot-chaos-";

    private Namespaces() {}

    /** @param hub {@code ballot-chaos-PID-hub} */
    static String of(String hub, String host) {
        return hub.substring(0, hub.lastIndexOf('-') + 1) + host;
    }

    /** Removes what runs have left whose process is gone: first the processes in them, then the namespaces. */
    static List<String> sweep() throws IOException, InterruptedException {
        List<String> swept = new ArrayList<>();
        for (String line : Shell.run("ip", "netns", "list").lines().toList()) {
            String name = line.split(" ")[0];
            if (name.startsWith(PREFIX) && !isRunning(name)) {
                kill(name);
                Shell.run("ip", "netns", "delete", name);
                swept.add(name);
            }
        }
        return swept;
    }

    private static boolean isRunning(String name) {
        String pid = name.substring(PREFIX.length()).split("-")[0];
        return !pid.matches("[0-9]{1,18}")
                || ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    /** Removes a namespace by name and ends what still lives in it, this process excepted. */
    static void kill(String name) throws IOException, InterruptedException {
        for (String pid : Shell.run("ip", "netns", "pids", name).lines().toList()) {
            ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(process -> !process.equals(ProcessHandle.current()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
