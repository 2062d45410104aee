package io.ballot.core.sim;

import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen, by the true millisecond and, within one, in the order in which it was planned. Nothing
 * happens between two entries, so a run takes only as long as its events do.
 */
final class EventHeap {

    private record Due(long atMs, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Due> heap = new PriorityQueue<>();
    private long nowMs;
    private long planned;

    /** True time, which no node can read. */
    long now() {
        return nowMs;
    }

    void after(long delayMs, Runnable action) {
        at(nowMs + delayMs, action);
    }

    void at(long atMs, Runnable action) {
        if (atMs < nowMs) {
            throw new IllegalArgumentException("planned for " + atMs + ", now is " + nowMs);
        }
        heap.add(new Due(atMs, planned++, action));
    }

    /** Lets the next thing happen. @return false if nothing is planned up to {@code untilMs}, which it then is */
    boolean step(long untilMs) {
        Due next = heap.peek();
        if (next == null || next.atMs() > untilMs) {
            nowMs = Math.max(nowMs, untilMs);
            return false;
        }
        heap.remove();
        nowMs = next.atMs();
        next.action().run();
        return true;
    }
}
