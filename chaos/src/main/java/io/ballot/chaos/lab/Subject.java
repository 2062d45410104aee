package io.ballot.chaos.lab;

import io.ballot.chaos.lab.Machine.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system under test: how one of its members is started, and what a run has to know of it. */
public interface Subject {

    /** For the table. */
    String title();

    /** The consumer group that commits for it; empty for one that keeps no offsets. */
    String group();

    /** What this system lacks for the need, in words; empty if nothing. A fault that would strike nothing is not run. */
    default Optional<String> missing(Need need) {
        return Optional.empty();
    }

    /**
     * How a member's process is started: its command line.
     *
     * @throws IllegalArgumentException if it has no such settings as it is to be started with
     */
    List<String> command(Lab lab, Host host, String member, Map<String, String> overrides);

    /** Whether the line of its standard output says that it works. */
    boolean isReady(String line);

    /** The member that leads now, if there is such a thing and it can be found out. */
    Optional<String> leader(Lab lab) throws InterruptedException;

    /** Whether everybody there is has its full part in it. */
    boolean isWhole(Lab lab) throws InterruptedException;

    /** How long a process that was stopped may be mistaken for a living one; 0 for who has no leases. */
    long leaseMs();

    /** How long a process may take to end in order. */
    default long stopMs() {
        return 60_000;
    }
}
