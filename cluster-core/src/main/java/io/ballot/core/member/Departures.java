package io.ballot.core.member;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Processes that are gone although their member znode still stands: they said goodbye, or the operating system has closed
 * their link and refuses their address.
 *
 * <p>A refusal is a hint: it hastens what is safe at any time (claim an epoch, write a view, let others have the
 * partitions), and nothing that rests on a life being over may rest on it (R9). A word from the process takes it back. A
 * goodbye is the process's own last word (R14): what comes after it was only late.
 */
public final class Departures {

    /** Between two probes of one address. */
    private static final long PROBE_MS = 200;

    /** A dying process's port may outlive its links for a moment; one that accepts for longer lives. */
    private static final long SUSPECTED_MS = 2_000;

    private final Outbox outbox;
    private final MemberBook book;
    /** Lives whose link was lost, and when. */
    private final TreeMap<Life, Long> lost = new TreeMap<>();

    private final TreeMap<Life, Long> probedMs = new TreeMap<>();
    private final SortedSet<Life> refused = new TreeSet<>();
    private final SortedSet<Life> left = new TreeSet<>();

    Departures(Outbox outbox, MemberBook book) {
        this.outbox = outbox;
        this.book = book;
    }

    /** Whether there is a member znode that names this very process. */
    private boolean isNamed(Life life) {
        Member member = book.members().get(life.node());
        return member != null && member.life().equals(life);
    }

    void onMembers() {
        lost.keySet().removeIf(life -> !isNamed(life));
        probedMs.keySet().removeIf(life -> !isNamed(life));
        refused.removeIf(life -> !isNamed(life));
        left.removeIf(life -> !isNamed(life));
    }

    public void onLinkLost(Life life) {
        if (isNamed(life)) {
            lost.put(life, outbox.now());
            probe(life);
        }
    }

    /** Calls its address, unless that was done a moment ago. */
    public void probe(Life life) {
        Long before = probedMs.get(life);
        if (isNamed(life) && (before == null || outbox.now() - before >= PROBE_MS)) {
            probedMs.put(life, outbox.now());
            outbox.command(new Command.ProbeAddress(life));
        }
    }

    public void onProbed(Event.AddressProbed probed) {
        Life life = probed.life();
        if (probed.result() == Event.ProbeResult.ACCEPTED) {
            refused.remove(life);
        } else if (probed.result() == Event.ProbeResult.REFUSED && isNamed(life) && refused.add(life)) {
            outbox.info("refused", life + " has a member znode, and its address refuses: its process seems to be gone");
        }
    }

    /** A message came from it. */
    public void heard(Life life) {
        if (!lost.isEmpty() || !refused.isEmpty()) {
            lost.remove(life);
            refused.remove(life);
        }
    }

    void onGoodbye(Life life) {
        if (isNamed(life)) {
            left.add(life);
        }
    }

    void onTick() {
        lost.values().removeIf(sinceMs -> outbox.now() - sinceMs >= SUSPECTED_MS);
        for (Life life : List.copyOf(lost.keySet())) {
            if (!refused.contains(life)) {
                probe(life);
            }
        }
    }

    /** Whether its address refuses, and nothing was heard of it since; its znode may stand. */
    public boolean isRefused(Life life) {
        return refused.contains(life);
    }

    /** Whether it has said goodbye; its znode may stand. */
    public boolean hasLeft(Life life) {
        return left.contains(life);
    }

    /** Whether it is not to be waited for: its address refuses, or it said goodbye, or its znode is gone or another's. */
    public boolean isGone(Life life) {
        return refused.contains(life) || left.contains(life) || !isNamed(life);
    }

    /** All whose address refuses, though their znode stands. */
    public List<Life> refused() {
        return List.copyOf(refused);
    }

    /** The member znodes of those that are not known to be gone. */
    public Collection<Member> living() {
        List<Member> living = new ArrayList<>(book.members().values());
        living.removeIf(member -> isGone(member.life()));
        return living;
    }
}
