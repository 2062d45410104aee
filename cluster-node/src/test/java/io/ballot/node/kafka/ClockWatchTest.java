package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** When a wall clock counts as set back. */
class ClockWatchTest {

    private static final long LOOK_MS = 500;
    private static final long HOUR_MS = 3_600_000;

    private final AtomicLong wallMs = new AtomicLong(1_800_000_000_000L);
    private final AtomicLong monotonicMs = new AtomicLong(-77);
    /** How long the thread is held up between its reads of the two clocks. */
    private long heldUpMs;

    private boolean possible = true;
    private final List<Long> told = new ArrayList<>();
    private final ClockWatch watch = new ClockWatch(
            new ClockSteps(this::readWall, () -> TimeUnit.MILLISECONDS.toNanos(monotonicMs.get())),
            backMs -> {
                told.add(backMs);
                return possible;
            },
            error -> {
                throw new AssertionError(error);
            });

    private long readWall() {
        long read = wallMs.get();
        passes(heldUpMs);
        return read;
    }

    private void passes(long ms) {
        monotonicMs.addAndGet(ms);
        wallMs.addAndGet(ms);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
            passes(LOOK_MS);
        }
    }

    @Test
    void aStepBackIsToldOnce() {
        looks(3);
        wallMs.addAndGet(-HOUR_MS);
        looks(10);

        assertThat(told).containsExactly(HOUR_MS);
    }

    @Test
    void aStepForwardIsNotToldAndTheOneThatTakesItBackIs() {
        looks(3);
        wallMs.addAndGet(HOUR_MS);
        looks(16);
        assertThat(told).isEmpty();

        wallMs.addAndGet(-2 * HOUR_MS);
        looks(16);
        wallMs.addAndGet(HOUR_MS);
        looks(16);

        assertThat(told).containsExactly(2 * HOUR_MS);
    }

    @Test
    void everyStepBackIsTold() {
        looks(2);
        wallMs.addAndGet(-HOUR_MS);
        looks(2);
        wallMs.addAndGet(-3_000);
        looks(2);

        assertThat(told).containsExactly(HOUR_MS, 3_000L);
    }

    @Test
    void aClockThatIsSlewedForHoursIsNotTold() {
        for (int i = 0; i < 50_000; i++) {
            looks(1);
            wallMs.addAndGet(-1); // 2 ms a second: four times what an NTP daemon slews by
        }

        assertThat(told).isEmpty();
    }

    @Test
    void aStepThatAGroupForgivesIsNotTold() {
        looks(2);
        wallMs.addAndGet(-ClockSteps.BACK_MS);
        looks(2);
        assertThat(told).isEmpty();

        wallMs.addAndGet(-ClockSteps.BACK_MS - 1);
        looks(2);
        assertThat(told).containsExactly(ClockSteps.BACK_MS + 1);
    }

    /** Stopped between its reads, it sees one clock late and the other in time. */
    @Test
    void aProcessThatWasStoppedSeesNoStepThatWasNone() {
        looks(2);
        passes(60_000);
        looks(2);
        heldUpMs = 8_000;
        looks(1);
        heldUpMs = 0;
        looks(3);
        assertThat(told).isEmpty();

        heldUpMs = 8_000;
        wallMs.addAndGet(-HOUR_MS);
        looks(1);
        heldUpMs = 0;
        looks(3);
        assertThat(told).containsExactly(HOUR_MS);
    }

    @Test
    void whoeverCouldNotDoAnythingAboutItIsToldAgain() {
        looks(2);
        possible = false;
        wallMs.addAndGet(-HOUR_MS);
        looks(3);
        possible = true;
        looks(3);

        assertThat(told).containsExactly(HOUR_MS, HOUR_MS, HOUR_MS, HOUR_MS);
    }

    @Test
    void theThreadLooksByItself() throws InterruptedException {
        LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        AtomicLong reads = new AtomicLong();
        LongSupplier setBackAtTheThirdLook =
                () -> System.currentTimeMillis() - (reads.incrementAndGet() < 3 ? 0 : HOUR_MS);
        try (ClockWatch running = new ClockWatch(
                new ClockSteps(setBackAtTheThirdLook, System::nanoTime), heard::offer, error -> heard.offer(-1L))) {
            running.start();

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isBetween(HOUR_MS - 500, HOUR_MS + 500);
        }
    }
}
