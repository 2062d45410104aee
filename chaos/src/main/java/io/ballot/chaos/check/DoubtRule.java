package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.effect.Effect;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every doubt that reaches a check has its reason: a process that had begun the task died, was stopped or was cut off, or the
 * attempt was told to stop. A task that nobody had begun may have been marked by such a process (R13).
 */
final class DoubtRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        for (Effect check : story.checks()) {
            boolean begun = story.attempts().stream().anyMatch(attempt -> attempt.startMs() <= check.timeMs());
            if (!begun) {
                found.accept(new Finding(Kind.CHECKED_UNBEGUN, check.timeMs(), story.task(), check.detail()));
            }
            if (!isExplained(story, check, trouble)) {
                found.accept(new Finding(
                        Kind.UNEXPLAINED_DOUBT,
                        check.timeMs(),
                        story.task(),
                        check.detail() + " after "
                                + story.attempts().stream().map(Attempt::words).toList()));
            }
        }
    }

    private static boolean isExplained(Story story, Effect check, Trouble trouble) {
        List<Attempt> begun = story.attempts().stream()
                .filter(attempt -> attempt.startMs() <= check.timeMs())
                .toList();
        if (begun.isEmpty()) {
            return trouble.anyBefore(check.timeMs());
        }
        return begun.stream()
                .anyMatch(attempt -> trouble.befell(attempt.start(), check.timeMs())
                        || (attempt.maybeEnd() != null
                                && attempt.maybeEnd().kind() == Effect.Kind.STOP
                                && attempt.endMs() <= check.timeMs()));
    }
}
