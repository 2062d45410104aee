package io.ballot.chaos.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this machine has that a fault may need.
 *
 * @param maybeHub the network namespace that this process was put into by the script, absent without namespaces
 * @param iptables whether traffic can be cut
 * @param maybeFakeTime the library that steps one process's clock
 * @param mounts whether a file system of a given size can be mounted
 */
public record Machine(
        @Nullable String maybeHub,
        boolean iptables,
        @Nullable Path maybeFakeTime,
        boolean mounts) {

    private static final List<String> FAKE_TIME = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/faketime/libfaketimeMT.so.1",
            "/usr/lib64/faketime/libfaketimeMT.so.1");

    /** Looks around. */
    public static Machine look() throws InterruptedException {
        String hub = System.getProperty("ballot.chaos.hub", "");
        boolean cuts = !hub.isEmpty() && Shell.succeeds("iptables", "-w", "-S");
        Optional<Path> fakeTime =
                FAKE_TIME.stream().map(Path::of).filter(Files::exists).findFirst();
        boolean root = "root".equals(System.getProperty("user.name"));
        return new Machine(hub.isEmpty() ? null : hub, cuts, fakeTime.orElse(null), root);
    }

    /** What this machine lacks for the need, in words; empty if nothing. */
    public Optional<String> missing(Need need) {
        return switch (need) {
            case CUTS -> {
                if (maybeHub == null) {
                    yield Optional.of("needs root and ip netns (package iproute2)");
                }
                yield iptables ? Optional.empty() : Optional.of("needs iptables (apt-get install iptables)");
            }
            case FAKE_TIME ->
                maybeFakeTime == null
                        ? Optional.of("needs libfaketime (apt-get install libfaketime)")
                        : Optional.empty();
            case MOUNTS -> mounts ? Optional.empty() : Optional.of("needs root, to mount a small tmpfs");
            case OLDER ->
                System.getProperty("ballot.chaos.older", "").isEmpty()
                        ? Optional.of("needs --older REF")
                        : Optional.empty();
            case FILES, GROUP -> Optional.empty();
        };
    }

    /** What a fault may need beyond processes and signals: of the machine, and of the system that it strikes. */
    public enum Need {
        CUTS,
        FAKE_TIME,
        MOUNTS,
        OLDER,
        /** A system that keeps files of its own, in a directory that can be set. */
        FILES,
        /** A system that commits offsets for a consumer group that others can join and change. */
        GROUP
    }
}
