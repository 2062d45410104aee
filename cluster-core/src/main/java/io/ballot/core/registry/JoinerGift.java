package io.ballot.core.registry;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.SnapshotPart;
import io.ballot.protocol.SnapshotPart.FilterBits;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a joiner brings that the leader does not have. A node that comes back mostly knows what everybody knows; sending its
 * whole filter through the leader's order would cost every member a pass over 49 MB.
 */
final class JoinerGift {

    private final Registry registry;
    private final Map<Integer, FilterImage> images = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private JoinerGift(Registry registry) {
        this.registry = registry;
    }

    static List<Entry> entries(Registry registry, List<SnapshotPart> given) {
        SnapshotReader.check(given, registry.filter.params());
        JoinerGift gift = new JoinerGift(registry);
        OutcomesCutter outcomes = new OutcomesCutter(recents -> gift.entries.add(new Entry.Outcomes(recents)));
        for (SnapshotPart part : given) {
            if (part instanceof FilterBits bits) {
                gift.bits(bits);
            } else if (part instanceof SnapshotPart.Recents recents) {
                gift.outcomes(recents.ids(), recents.outcomes(), outcomes);
            } else if (part instanceof SnapshotPart.Ledger ledger) {
                gift.outcomes(ledger.claim().ids(), ledger.outcomes(), outcomes);
            }
        }
        outcomes.end();
        return gift.entries;
    }

    private void bits(FilterBits bits) {
        FilterImage known = image(bits.generation());
        BitsCutter news = new BitsCutter(bits.generation(), bits.words().length);
        for (int i = 0; i < bits.words().length; i++) {
            int position = bits.positions()[i];
            news.add(position, known == null ? bits.words()[i] : bits.words()[i] & ~known.word(position));
        }
        news.end().forEach(part -> entries.add(new Entry.Bits(part)));
    }

    private @Nullable FilterImage image(int generation) {
        Generation target = registry.filter.maybeTarget(generation);
        if (target == null) {
            return null;
        }
        int number = generation >= registry.filter.number() ? registry.filter.number() : registry.filter.number() - 1;
        return images.computeIfAbsent(number, n -> FilterImage.of(target.filter()));
    }

    /** The final ones. Of a ledger nothing else counts: what it says of a holder may have been decided otherwise since. */
    private void outcomes(TaskIds ids, byte[] found, OutcomesCutter news) {
        for (int i = 0; i < ids.size(); i++) {
            long hi = ids.hi(i);
            long lo = ids.lo(i);
            boolean isFinal = Outcome.of(found[i]).isFinal();
            if (isFinal && registry.recentOutcome(hi, lo) == Outcome.NONE && !registry.isFinalInLedger(hi, lo)) {
                news.add(hi, lo, found[i]);
            }
        }
    }
}
