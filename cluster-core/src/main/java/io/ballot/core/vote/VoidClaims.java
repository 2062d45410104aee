package io.ballot.core.vote;

import io.ballot.protocol.Life;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tasks of claims that their node has closed, or whose attempt has failed (R7, R8). A vote or a question about one may still
 * come, late or repeated, or wait at a ceiling: to grant it would be to grant to nobody, and everyone else would be told
 * BUSY for as long as that node lives.
 *
 * <p>Of this reign only, since a question of an older epoch is not taken. Bounded: the newest claims of each life, which is
 * all that can be on the way; what is forgotten too early costs one more release, once its answer has reached the node.
 */
final class VoidClaims {

    private static final int CLAIMS_MAX = 4096;
    private static final int LIVES_MAX = 256;

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int max;

        Bounded(int max) {
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
        }
    }

    private final Map<Life, Map<Long, Set<Long>>> byLife = new Bounded<>(LIVES_MAX);

    void add(Life life, long claimNo, long offset) {
        byLife.computeIfAbsent(life, l -> new Bounded<>(CLAIMS_MAX))
                .computeIfAbsent(claimNo, c -> new HashSet<>())
                .add(offset);
    }

    boolean holds(Life life, long claimNo, long offset) {
        if (byLife.isEmpty()) {
            return false;
        }
        Map<Long, Set<Long>> claims = byLife.get(life);
        Set<Long> offsets = claims == null ? null : claims.get(claimNo);
        return offsets != null && offsets.contains(offset);
    }
}
