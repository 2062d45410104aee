package io.ballot.node.store;

import io.ballot.protocol.Id128;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the memory that a file tells of is the one that the cluster believes this node to have ("What lies on file" in
 * {@code docs/protocol.md}). If it is not, it is not used at all, and the node starts as a new store: R3 and R4 decide
 * what that means.
 */
final class StartRules {

    private StartRules() {}

    /** Why it is not continued; null when it is. */
    static @Nullable String refusal(Found found, Id128 boot, Optional<KnownStart> maybeKnown) {
        if (!found.ended()
                && !found.last().forced()
                && !BootId.isSame(found.last().boot(), boot)) {
            return boot.equals(Id128.NONE)
                    ? "the process that wrote it did not end in order, and this system does not tell whether it was"
                            + " restarted since (journal.fsync was no)"
                    : "the machine was restarted and the process that wrote it had not ended in order"
                            + " (journal.fsync was no)";
        }
        if (maybeKnown.isEmpty()) {
            return "the cluster does not know this node";
        }
        KnownStart known = maybeKnown.get();
        if (!found.store().equals(known.store())) {
            return "the cluster last saw this node with another memory";
        }
        // The file is written before the cluster is told, so a start that came no further has left one more.
        long ahead = found.last().starts() - known.starts();
        if (ahead != 0 && ahead != 1) {
            return "it is of start " + found.last().starts() + ", the cluster last saw start " + known.starts()
                    + ": a directory that was restored or cloned";
        }
        return null;
    }
}
