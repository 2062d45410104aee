package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.load.Submitted;
import java.util.function.Consumer;

/** Nothing is executed that nobody submitted, or whose transaction was aborted. */
final class StrangerRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        if (!story.attempts().isEmpty() && story.records().stream().allMatch(Submitted::aborted)) {
            Attempt first = story.attempts().get(0);
            found.accept(new Finding(Kind.STRANGER, first.startMs(), story.task(), first.words()));
        }
    }
}
