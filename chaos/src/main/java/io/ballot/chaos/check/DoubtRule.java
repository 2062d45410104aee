package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.effect.Effect;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every doubt that reaches a check has its reason: a process that had begun the task died, was stopped or was cut off before
 * the outcome was on record, or the attempt was told to stop. A task that nobody had begun may have been marked by such a
 * process (R13), if it was there to be marked; other doubts about it arise only while the cluster gets over what was done.
 */
final class DoubtRule implements Rule {

    private static final String OF_A_MARK = "ORPHANED:";

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        for (Effect check : story.checks()) {
            List<Attempt> begun = story.attempts().stream()
                    .filter(attempt -> attempt.startMs() <= check.timeMs())
                    .toList();
            if (begun.isEmpty()) {
                found.accept(new Finding(Kind.CHECKED_UNBEGUN, check.timeMs(), story.task(), check.detail()));
            }
            if (!isExplained(story, begun, check, trouble)) {
                found.accept(new Finding(
                        Kind.UNEXPLAINED_DOUBT,
                        check.timeMs(),
                        story.task(),
                        check.detail() + ", submitted at " + story.submittedMs() + ", after "
                                + begun.stream().map(Attempt::words).toList()));
            }
        }
    }

    private static boolean isExplained(Story story, List<Attempt> begun, Effect check, Trouble trouble) {
        // After a failure on record the next attempt is marked like the first.
        boolean onlyMarked = begun.stream().allMatch(Attempt::failed);
        if (onlyMarked && isExplainedUnbegun(story, check, trouble)) {
            return true;
        }
        return begun.stream()
                .anyMatch(attempt -> wasStopped(attempt, check) || trouble.befell(attempt, check.timeMs()));
    }

    private static boolean isExplainedUnbegun(Story story, Effect check, Trouble trouble) {
        return check.detail().startsWith(OF_A_MARK)
                ? trouble.mayHaveMarked(story.submittedMs(), check.timeMs())
                : trouble.mayHaveConfused(story.submittedMs(), check.timeMs());
    }

    /** Told to stop, or still running when its process ended in order. */
    private static boolean wasStopped(Attempt attempt, Effect check) {
        Effect end = attempt.maybeEnd();
        return end != null
                && (end.kind() == Effect.Kind.STOP || end.kind() == Effect.Kind.DIED)
                && end.timeMs() <= check.timeMs();
    }
}
