package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A task's tokens grow from one execution to the next, and no token is given to two tasks. 0 is no token. */
final class TokenRule implements Rule {

    private final Map<Long, String> given = new HashMap<>();

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        long last = 0;
        for (Attempt attempt : story.attempts()) {
            long token = attempt.start().token();
            if (token == 0) {
                continue;
            }
            if (token <= last) {
                tell(story, attempt, "follows token " + last, found);
            }
            String other = given.putIfAbsent(token, story.task());
            if (other != null && !other.equals(story.task())) {
                tell(story, attempt, "is that of " + other, found);
            }
            last = Math.max(last, token);
        }
    }

    private static void tell(Story story, Attempt attempt, String why, Consumer<Finding> found) {
        found.accept(new Finding(Kind.TOKEN, attempt.startMs(), story.task(), attempt.words() + " " + why));
    }
}
