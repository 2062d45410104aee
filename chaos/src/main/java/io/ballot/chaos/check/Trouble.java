package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was done to processes and nodes, as the effect log has it, and which doubts that can have left.
 *
 * <p>A doubt may be asked about long after: when a dead node's partition has moved, its lease is over and the backlog before
 * the record is done. So it is not the time of the check that is looked at, but what the process can have left in doubt. A dead
 * one left marks only on records that were there when it died. One that was stopped or cut off goes on, half in the cluster and
 * half not, until it has found its way back, and so does a cluster that lost a leader. When that is over stands in the log: as
 * {@link Kind#SETTLED}, by which time every outcome from well before is on record, too.
 *
 * <p>An orderly stop leaves nothing in doubt, as long as there is somebody left to take the last reports.
 */
final class Trouble {

    /** A node that is told to stop ends with 0, when it has drained; see the exit codes in docs/operations.md. */
    static final String IN_ORDER = "exit-0";

    private static final long STILL = Long.MAX_VALUE;
    /** With fewer others the last reports of a node may find nobody in time ({@code min.insync=auto} of three nodes). */
    private static final int RECORDERS = 2;
    /** A report takes milliseconds and is repeated until it is acknowledged: ample also on a machine at its limit. */
    private static final long REPORTED_MS = 5_000;

    private final List<Blow> blows = new ArrayList<>();
    private final NavigableSet<Long> settledMs = new TreeSet<>();
    private final Set<Long> working = new HashSet<>();
    private final Set<Long> dead = new HashSet<>();

    /** @param overMs when it was taken back; a death is over at once */
    private record Blow(Kind kind, String node, long pid, long fromMs, long overMs) {

        boolean isOpen() {
            return overMs == STILL;
        }

        Blow over(long timeMs) {
            return new Blow(kind, node, pid, fromMs, timeMs);
        }

        boolean strikes(Effect start) {
            return kind == Kind.CUT ? node.equals(start.node()) : pid == start.pid();
        }
    }

    static Trouble of(List<Effect> effects) {
        Trouble trouble = new Trouble();
        effects.forEach(trouble::note);
        return trouble;
    }

    private void note(Effect effect) {
        switch (effect.kind()) {
            case START -> {
                // Its last line may be read after its death was noticed.
                if (!dead.contains(effect.pid())) {
                    working.add(effect.pid());
                }
            }
            case DIED -> {
                dead.add(effect.pid());
                working.remove(effect.pid());
                end(Kind.PAUSED, effect);
                boolean inOrder = effect.detail().equals(IN_ORDER) && working.size() >= RECORDERS;
                if (!inOrder) {
                    begin(effect, effect.timeMs());
                }
            }
            case PAUSED, CUT -> begin(effect, STILL);
            case RESUMED -> end(Kind.PAUSED, effect);
            case HEALED -> end(Kind.CUT, effect);
            case SETTLED -> settledMs.add(effect.timeMs());
            default -> {}
        }
    }

    private void begin(Effect effect, long overMs) {
        blows.add(new Blow(effect.kind(), effect.node(), effect.pid(), effect.timeMs(), overMs));
    }

    private void end(Kind kind, Effect end) {
        blows.replaceAll(
                blow -> blow.kind() == kind && blow.isOpen() && blow.strikes(end) ? blow.over(end.timeMs()) : blow);
    }

    private long settledAfter(long timeMs) {
        Long settled = settledMs.ceiling(timeMs);
        return settled == null ? STILL : settled;
    }

    /**
     * Whether a process that marks tasks before it begins them (R13) was struck before the check, and can have marked this one:
     * it had been submitted by then.
     */
    boolean mayHaveMarked(long submittedMs, long checkMs) {
        return blows.stream()
                .filter(blow -> blow.fromMs() <= checkMs)
                .anyMatch(blow ->
                        submittedMs <= (blow.kind() == Kind.DIED ? blow.fromMs() : settledAfter(blow.overMs())));
    }

    /** Whether the task was submitted before everybody had got over something that was done before the check. */
    boolean mayHaveConfused(long submittedMs, long checkMs) {
        return blows.stream()
                .filter(blow -> blow.fromMs() <= checkMs)
                .anyMatch(blow -> submittedMs <= settledAfter(blow.overMs()));
    }

    /** Whether something befell the process, or the network of its node, before the outcome of its attempt was on record. */
    boolean befell(Attempt attempt, long checkMs) {
        long onRecordMs = attempt.endMs() == STILL ? STILL : settledAfter(attempt.endMs() + REPORTED_MS);
        return blows.stream()
                .filter(blow -> blow.strikes(attempt.start()) && blow.fromMs() <= checkMs)
                .anyMatch(blow -> blow.fromMs() <= onRecordMs && attempt.startMs() <= settledAfter(blow.overMs()));
    }

    /** Whether the process had been stopped for {@code forMs} at least when it did something at a moment. */
    boolean wasFrozen(long pid, long forMs, long atMs) {
        return blows.stream()
                .filter(blow -> blow.kind() == Kind.PAUSED && blow.pid() == pid && blow.fromMs() <= atMs)
                .anyMatch(pause -> pause.isOpen() || pause.overMs() - pause.fromMs() >= forMs);
    }
}
