package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import java.util.List;
import java.util.function.Consumer;

/**
 * A task is executed once, and begun again only where its last attempt failed on record, or where its check said that it had
 * not been executed.
 */
final class RepeatRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        List<Attempt> attempts = story.attempts();
        for (int next = 1; next < attempts.size(); next++) {
            judge(story, attempts.subList(0, next), attempts.get(next), found);
        }
    }

    /** At most one finding for each attempt, so that what is counted is executions. */
    private static void judge(Story story, List<Attempt> earlier, Attempt again, Consumer<Finding> found) {
        List<Attempt> effects = earlier.stream().filter(Attempt::tookEffect).toList();
        List<Attempt> open = earlier.stream()
                .filter(before -> !before.tookEffect() && (!before.failed() || again.startMs() < before.endMs()))
                .toList();
        if (again.tookEffect() && !effects.isEmpty()) {
            boolean sameRecord =
                    effects.stream().anyMatch(before -> before.record().equals(again.record()));
            boolean checked = effects.stream().allMatch(before -> story.wasCheckedBetween(before, again));
            Kind repeated = sameRecord ? Kind.REPEATED : Kind.DUPLICATED;
            tell(checked ? Kind.REPEATED_AFTER_CHECK : repeated, story, effects, again, found);
        } else if (!open.isEmpty() || !effects.isEmpty()) {
            boolean checked = earlier.stream()
                    .filter(before -> open.contains(before) || effects.contains(before))
                    .allMatch(before -> story.wasCheckedBetween(before, again));
            tell(checked ? Kind.CHECKED : Kind.BEGUN_AGAIN, story, open.isEmpty() ? effects : open, again, found);
        }
    }

    private static void tell(Kind kind, Story story, List<Attempt> earlier, Attempt again, Consumer<Finding> found) {
        List<String> before = earlier.stream().map(Attempt::words).toList();
        found.accept(new Finding(kind, again.startMs(), story.task(), before + ", then " + again.words()));
    }
}
