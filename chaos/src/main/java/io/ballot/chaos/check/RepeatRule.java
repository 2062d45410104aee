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
            Attempt again = attempts.get(next);
            for (Attempt before : attempts.subList(0, next)) {
                judge(story, before, again, found);
            }
        }
    }

    private static void judge(Story story, Attempt before, Attempt again, Consumer<Finding> found) {
        boolean checked = story.wasCheckedBetween(before, again);
        String words = before.words() + ", then " + again.words();
        if (before.tookEffect() && again.tookEffect()) {
            Kind kind = checked ? Kind.REPEATED_AFTER_CHECK : Kind.REPEATED;
            boolean sameRecord = before.record().equals(again.record());
            String which = sameRecord ? "the same record: " : "another record: ";
            found.accept(new Finding(kind, again.startMs(), story.task(), which + words));
        } else if (!before.failed() || again.startMs() < before.endMs()) {
            Kind kind = checked ? Kind.CHECKED : Kind.BEGUN_AGAIN;
            found.accept(new Finding(kind, again.startMs(), story.task(), words));
        }
    }
}
