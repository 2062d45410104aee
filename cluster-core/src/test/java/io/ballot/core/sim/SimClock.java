package io.ballot.core.sim;

/** A node's monotonic clock: it began anywhere and runs a little too fast or too slow, within the bound of the view. */
final class SimClock {

    private final EventHeap heap;
    private final long bornMs;
    private final long offsetMs;
    private final int permille;

    /** @param permille how much faster than true time, negative for slower */
    SimClock(EventHeap heap, long offsetMs, int permille) {
        this.heap = heap;
        this.bornMs = heap.now();
        this.offsetMs = offsetMs;
        this.permille = permille;
    }

    long now() {
        return offsetMs + (heap.now() - bornMs) * (1000 + permille) / 1000;
    }

    /** True milliseconds until this clock shows {@code atMs} or later. */
    long trueDelayUntil(long atMs) {
        long left = atMs - now();
        return left <= 0 ? 0 : (left * 1000 + 999 + permille) / (1000 + permille) + 1;
    }
}
