package io.ballot.core;

import java.util.ArrayDeque;

/**
 * How far something that is counted, the leader's order, say, has come on file: pairs of its count and the journal's
 * number, both growing.
 */
public final class Filing {

    private record OnItsWay(long number, long count) {}

    private final Journal journal;
    private final ArrayDeque<OnItsWay> onTheirWay = new ArrayDeque<>();
    private long reached;

    /** @param reached what needs no file */
    public Filing(Journal journal, long reached) {
        this.journal = journal;
        this.reached = reached;
    }

    /** Once the journal holds {@code number}, {@code count} is reached. */
    public void add(long number, long count) {
        onTheirWay.add(new OnItsWay(number, count));
    }

    public long reached() {
        OnItsWay next = onTheirWay.peek();
        while (next != null && journal.holds(next.number())) {
            reached = next.count();
            onTheirWay.remove();
            next = onTheirWay.peek();
        }
        return reached;
    }
}
