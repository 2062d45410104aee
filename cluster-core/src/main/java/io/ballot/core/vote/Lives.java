package io.ballot.core.vote;

import io.ballot.core.Outbox;
import io.ballot.core.member.Successions;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Times;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which processes may still run something (R9): a holder that cannot be asked is unknown, never "no", until it is
 * provably gone.
 *
 * <p>Gone is: it said goodbye; a new life, or this very process, holds its data directory's lock; or a full lease,
 * stretched by the clock-rate bound, plus margin has passed since this leader could last have renewed it. For lives that this leader never renewed
 * that time counts from the moment the first member of the last in-sync set had promised.
 */
final class Lives {

    private final Outbox outbox;
    private final Successions successions;
    private final Map<Life, Long> renewedMs = new HashMap<>();
    private final SortedSet<Life> goodbyes = new TreeSet<>();
    private final SortedSet<Life> seen = new TreeSet<>();
    private Times times;
    private long baseMs;
    private boolean leasesMayBeLeft;

    Lives(Outbox outbox, Successions successions, Times times) {
        this.outbox = outbox;
        this.successions = successions;
        this.times = times;
    }

    void use(Times viewTimes) {
        times = viewTimes;
    }

    /** Lives of earlier reigns may hold leases until a full lease after {@code sinceMs}. */
    void earlierLeases(long sinceMs) {
        baseMs = sinceMs;
        leasesMayBeLeft = true;
    }

    /** Known better now; nothing changes where no earlier leases can be left. */
    void earlierLeasesSince(long sinceMs) {
        baseMs = sinceMs;
    }

    /** There was no earlier reign, or it ended in order: nobody holds a lease but by this leader. */
    void noEarlierLeases() {
        leasesMayBeLeft = false;
    }

    void members(Collection<Member> members) {
        for (Member member : members) {
            seen.add(member.life());
        }
    }

    void heard(Life life) {
        seen.add(life);
    }

    /** A lease answer is about to be sent. */
    void renewed(Life life) {
        renewedMs.put(life, outbox.now());
        seen.add(life);
    }

    void goodbye(Life life) {
        goodbyes.add(life);
    }

    boolean provablyGone(Life life) {
        if (life.equals(outbox.config().self())) {
            return false;
        }
        return goodbyes.contains(life)
                || life.isSucceededBy(outbox.config().self())
                || successions.isOver(life)
                || leaseCertainlyOver(life);
    }

    private boolean leaseCertainlyOver(Life life) {
        Long renewed = renewedMs.get(life);
        if (renewed == null) {
            return unseenAreGone();
        }
        return outbox.now() - renewed > times.goneAfterMs() && unseenAreGone();
    }

    /** Whether no life that this leader never renewed can hold a lease any more. */
    boolean unseenAreGone() {
        return !leasesMayBeLeft || outbox.now() - baseMs > times.goneAfterMs();
    }

    /** All lives that could hold a lease, this leader's own among them, in a fixed order. */
    SortedSet<Life> possibleHolders() {
        SortedSet<Life> possible = new TreeSet<>();
        possible.add(outbox.config().self());
        for (Life life : seen) {
            if (!provablyGone(life)) {
                possible.add(life);
            }
        }
        return possible;
    }

    /**
     * Whether a process other than this one may start or run what that memory says it holds. After a closed view nobody
     * waits for leases; where it is left open the next start is clean from its file all the same, and waits for them.
     */
    boolean mayRunAnyOf(Registry registry) {
        boolean[] any = new boolean[1];
        registry.forEachEntry(slot -> {
            TaskState state = registry.state(slot);
            Life holder = registry.holder(slot);
            any[0] |= (state == TaskState.GRANTED || state == TaskState.RUNNING)
                    && !holder.equals(outbox.config().self())
                    && !provablyGone(holder);
        });
        return any[0];
    }

    /** Forgets lives that have been gone for long. */
    void tidy() {
        if (seen.size() > 1000) {
            seen.removeIf(life -> !successions.isOver(life) && leaseCertainlyOver(life));
            renewedMs.keySet().retainAll(seen);
        }
    }
}
