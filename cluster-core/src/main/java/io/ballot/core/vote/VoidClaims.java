package io.ballot.core.vote;

import io.ballot.protocol.Life;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tasks of claims that their node has closed, or whose attempt has failed (R7, R8). A vote or a question about one may still
 * come, late or repeated, or wait at a ceiling: to grant it would be to grant to nobody, and everyone else would be told
 * BUSY for as long as that node lives.
 *
 * <p>Of this reign only, since a question of an older epoch is not taken. Bounded: the newest tasks of each life, far more
 * than can be on the way; some 80 bytes each, so at most 5 MB for a life.
 */
final class VoidClaims {

    private static final int TASKS_MAX = 65_536;
    private static final int LIVES_MAX = 64;

    private record Task(long claimNo, long offset) {}

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int max;

        Bounded(int max, boolean byAccess) {
            super(16, 0.75f, byAccess);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
        }
    }

    /** The lives that are heard of stay, and of each the newest tasks. */
    private final Map<Life, Map<Task, Boolean>> byLife = new Bounded<>(LIVES_MAX, true);

    void add(Life life, long claimNo, long offset) {
        byLife.computeIfAbsent(life, l -> new Bounded<>(TASKS_MAX, false)).put(new Task(claimNo, offset), true);
    }

    boolean holds(Life life, long claimNo, long offset) {
        if (byLife.isEmpty()) {
            return false;
        }
        Map<Task, Boolean> tasks = byLife.get(life);
        return tasks != null && tasks.containsKey(new Task(claimNo, offset));
    }
}
