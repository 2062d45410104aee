package io.ballot.core.sim;

import io.ballot.protocol.Id128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What really ran, and what the world saw of it. Survives every crash; the queues' checks read it. */
final class EffectLog {

    private final Map<Id128, List<Run>> byId = new HashMap<>();
    private final Set<Id128> before = new HashSet<>();
    private final Set<Id128> liedAbout = new HashSet<>();
    private final Map<Id128, Long> highest = new HashMap<>();
    private long runs;

    /** An effect of the time before this run of the simulator. */
    void ancient(Id128 id) {
        before.add(id);
    }

    void started(Run run) {
        runs++;
        byId.computeIfAbsent(run.id, id -> new ArrayList<>(1)).add(run);
    }

    /**
     * The world sees what a run does, unless it remembers a higher token for that task (R10).
     *
     * @return whether it was taken
     */
    boolean effect(Run run, long nowMs) {
        if (isRefused(run)) {
            return false;
        }
        highest.merge(run.id, run.token, Math::max);
        run.effectMs = nowMs;
        return true;
    }

    private boolean isRefused(Run run) {
        return highestToken(run.id) > run.token;
    }

    /** The highest token under which the world has seen an effect of this task, 0 for none. */
    long highestToken(Id128 id) {
        return highest.getOrDefault(id, 0L);
    }

    List<Run> runs(Id128 id) {
        return byId.getOrDefault(id, List.of());
    }

    boolean wasExecuted(Id128 id) {
        return before.contains(id) || runs(id).stream().anyMatch(run -> run.effectMs >= 0);
    }

    /** A check says the opposite of {@link #wasExecuted}. */
    void liedAbout(Id128 id) {
        liedAbout.add(id);
    }

    boolean wasLiedAbout(Id128 id) {
        return liedAbout.contains(id);
    }

    /** Whether some run of it ended well, or was before. */
    boolean succeeded(Id128 id) {
        return before.contains(id)
                || runs(id).stream().anyMatch(run -> run.maybeEnding == io.ballot.core.Event.Ending.SUCCESS);
    }

    long runs() {
        return runs;
    }
}
