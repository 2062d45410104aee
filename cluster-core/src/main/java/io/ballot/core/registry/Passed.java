package io.ballot.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Claims of one partition that a commit has passed, at least with their first record, and that overlap one another: what was
 * given back of one is granted anew to others. Mostly it is a single one.
 *
 * @param blocks by first offset
 */
record Passed(List<ClaimBlock> blocks) {

    /** Groups that do not overlap, ascending. */
    static List<Passed> groups(SortedSet<ClaimBlock> claims, long offset) {
        List<Passed> groups = new ArrayList<>();
        long end = -1;
        for (ClaimBlock block : claims) {
            if (block.offset(0) >= offset) {
                break;
            }
            if (block.offset(0) > end) {
                groups.add(new Passed(new ArrayList<>(1)));
            }
            groups.get(groups.size() - 1).blocks().add(block);
            end = Math.max(end, block.offset(block.size() - 1));
        }
        return groups;
    }

    boolean isOneClaim() {
        return blocks.size() == 1;
    }

    ClaimBlock first() {
        return blocks.get(0);
    }

    /** What is left of them below {@code offset}, by record; of two ids that claim one record, in the order of the ids. */
    List<Long> slotsByRecord(long offset) {
        List<Left> left = new ArrayList<>();
        for (ClaimBlock block : blocks) {
            int passed = block.firstAt(offset);
            for (int i = block.firstLive(); i < passed; i++) {
                if (!block.isGone(i)) {
                    left.add(new Left(block.offset(i), block.hi(i), block.lo(i), Ledger.slot(block, i)));
                }
            }
        }
        return left.stream().sorted().map(Left::slot).toList();
    }

    private record Left(long offset, long hi, long lo, long slot) implements Comparable<Left> {
        @Override
        public int compareTo(Left other) {
            int byOffset = Long.compare(offset, other.offset);
            int byHi = byOffset != 0 ? byOffset : Long.compare(hi, other.hi);
            return byHi != 0 ? byHi : Long.compare(lo, other.lo);
        }
    }
}
