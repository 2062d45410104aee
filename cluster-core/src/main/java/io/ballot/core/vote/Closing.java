package io.ballot.core.vote;

import io.ballot.core.Arrows;
import io.ballot.core.Outbox;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.PartitionMarks;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.View;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of the last member (R3): ceilings lowered to the truth, the final state on file, then the view closed
 * with the store that holds it. Whoever starts with that file starts clean; nothing is doubtful.
 *
 * <p>If a step fails the view stays open. It names this store all the same, so a start with its journal is a clean one
 * too, only with ceilings above what was granted.
 */
final class Closing {

    private static final long DEADLINE_MS = 10_000;

    private enum Step {
        NOT_BEGUN,
        LOWERING,
        WRITING_FILE,
        CLOSING_VIEW,
        ENDED;

        private static final Arrows.Table<Step> MOVES = Arrows.Table.of(Step.class)
                .from(NOT_BEGUN, EnumSet.of(LOWERING))
                .from(LOWERING, EnumSet.of(WRITING_FILE, ENDED))
                .from(WRITING_FILE, EnumSet.of(CLOSING_VIEW, ENDED))
                .from(CLOSING_VIEW, EnumSet.of(ENDED));
    }

    private final Outbox outbox;
    private final Arrows<Step> arrows;
    private final Referee referee;
    private final Ceilings ceilings;
    private final Registry registry;
    private Step step = Step.NOT_BEGUN;
    private @Nullable View maybeView;
    private long beganMs;
    private long finalState;

    Closing(Outbox outbox, Referee referee, Ceilings ceilings, Registry registry) {
        this.outbox = outbox;
        this.arrows = outbox.arrows("closing", Step.MOVES);
        this.referee = referee;
        this.ceilings = ceilings;
        this.registry = registry;
    }

    private void enter(Step next) {
        arrows.take(step, next);
        step = next;
    }

    boolean isUnderWay() {
        return step != Step.NOT_BEGUN;
    }

    boolean isEnded() {
        return step == Step.ENDED;
    }

    void begin(View stored) {
        if (step == Step.NOT_BEGUN) {
            maybeView = stored;
            beganMs = outbox.now();
            enter(Step.LOWERING);
            ceilings.lower(aboveAllThatIsNotNew());
        }
    }

    /**
     * Above what this memory granted, and what an earlier one may have: if nobody starts with the file the ceilings are all
     * that is left, and a record that is doubtful now must not be new then.
     */
    private SortedMap<QueuePartition, Long> aboveAllThatIsNotNew() {
        TreeMap<QueuePartition, Long> truth = new TreeMap<>();
        for (PartitionMarks marks : registry.allMarks()) {
            long claimedOrDropped = Math.max(marks.highestClaimed(), marks.horizon()) + 1;
            long bound = Math.max(claimedOrDropped, marks.floor());
            if (bound > 0) {
                truth.put(marks.partition(), bound);
            }
        }
        return truth;
    }

    void pump() {
        if (step == Step.NOT_BEGUN || step == Step.ENDED) {
            return;
        }
        if (outbox.now() - beganMs >= DEADLINE_MS) {
            outbox.warn("close", "the view could not be closed in time and stays open; start this node again first");
            enter(Step.ENDED);
        } else if (step == Step.LOWERING && ceilings.isSettled()) {
            enter(Step.WRITING_FILE);
            finalState = outbox.journal().write(new JournalRecord.Whole(outbox.promised(), registry.snapshot()));
        } else if (step == Step.WRITING_FILE && outbox.journal().holds(finalState)) {
            closeView();
        } else if (step == Step.CLOSING_VIEW) {
            View stored = referee.maybeStored();
            if (stored != null && stored.closed()) {
                outbox.info("close", "the view is closed; the next start from this memory is a clean one");
                enter(Step.ENDED);
            }
        }
    }

    private void closeView() {
        View view = maybeView;
        if (view != null) {
            enter(Step.CLOSING_VIEW);
            referee.write(view.with(
                    view.epoch(), outbox.self(), List.of(outbox.config().store()), true));
        }
    }
}
