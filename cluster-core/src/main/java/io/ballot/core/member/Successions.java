package io.ballot.core.member;

import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which processes are certainly over because another one holds their data directory's lock now (R9).
 *
 * <p>Which of two lives of a directory is the newer one cannot be told from the two: only a change that was seen in the
 * member znodes tells, which a session shows in their order. A life that was never seen there is not judged.
 */
public final class Successions {

    /** Lives remembered as over; beyond it the wait for their leases decides, as for any other. */
    private static final int MAX = 10_000;

    private final TreeMap<Id128, Life> current = new TreeMap<>();
    private final SortedSet<Life> over = new TreeSet<>();

    void observe(Collection<Member> members) {
        for (Member member : members) {
            Life life = member.life();
            Life before = current.put(life.dir(), life);
            if (before != null && before.isSucceededBy(life) && over.size() < MAX) {
                over.add(before);
            }
        }
    }

    /** Whether a later life of the same data directory was seen. */
    public boolean isOver(Life life) {
        return over.contains(life);
    }
}
