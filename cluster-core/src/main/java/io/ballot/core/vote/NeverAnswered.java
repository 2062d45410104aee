package io.ballot.core.vote;

import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.TaskIds;
import java.util.HashSet;
import java.util.Set;

/**
 * Ids that are in the filter only because an earlier leader had taken them for new, and was cut off before it could answer.
 *
 * <p>Its bits are joined like everybody's, and nobody could tell such a task from one that ran: each would go to its queue's
 * check. But the process that led knows which of its entries it never answered, and what this memory did not know before
 * those bits came is known by nobody else. If bits of yet another memory come, that is no longer certain.
 */
final class NeverAnswered {

    /** Beyond it the rest are doubtful, as without this. */
    private static final int MAX = 65_536;

    private final Set<Id128> ids = new HashSet<>();

    /** Those that the memory does not know now, before the giver's bits are joined. */
    static Set<Id128> unknownTo(Registry registry, TaskIds unanswered) {
        Set<Id128> unknown = new HashSet<>();
        for (int i = 0; i < unanswered.size(); i++) {
            if (!registry.mightContain(unanswered.hi(i), unanswered.lo(i))) {
                unknown.add(unanswered.get(i));
            }
        }
        return unknown;
    }

    /** A memory was joined that brought bits. @param itsOwn what its giver never answered and nobody else knew */
    void joined(Set<Id128> itsOwn) {
        ids.clear();
        for (Id128 id : itsOwn) {
            if (ids.size() < MAX) {
                ids.add(id);
            }
        }
    }

    /** What this leader's own order tells of is known from there, and stays so when the ledger has let go of it. */
    void told(Entry entry) {
        if (ids.isEmpty()) {
            return;
        }
        if (entry instanceof Entry.Grants grants) {
            forget(grants.claim().ids());
        } else if (entry instanceof Entry.Changes changes) {
            forget(changes.ids());
        } else if (entry instanceof Entry.Outcomes outcomes) {
            forget(outcomes.recents().ids());
        }
    }

    private void forget(TaskIds known) {
        for (int i = 0; i < known.size(); i++) {
            ids.remove(known.get(i));
        }
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    boolean contains(long hi, long lo) {
        return ids.contains(new Id128(hi, lo));
    }
}
