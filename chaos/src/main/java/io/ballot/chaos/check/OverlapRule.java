package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.effect.Effect;
import java.util.List;
import java.util.function.Consumer;

/**
 * Nobody executes a task while somebody else does. A process that was stopped beyond its lease cannot know that it should
 * have stopped: what it does is told apart, and the store's token is there to refuse it.
 */
final class OverlapRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        List<Attempt> attempts = story.attempts();
        for (int next = 1; next < attempts.size(); next++) {
            Attempt again = attempts.get(next);
            for (Attempt before : attempts.subList(0, next)) {
                if (again.startMs() < before.endMs()) {
                    boolean frozen = isFrozen(before, again, evidence, trouble);
                    found.accept(new Finding(
                            frozen ? Kind.FROZEN : Kind.OVERLAPPING,
                            again.startMs(),
                            story.task(),
                            before.words() + ", and " + again.words()));
                }
            }
        }
        for (Effect line : story.lines()) {
            if (line.kind() == Effect.Kind.START_REFUSED || line.kind() == Effect.Kind.END_REFUSED) {
                found.accept(new Finding(
                        Kind.REFUSED,
                        line.timeMs(),
                        story.task(),
                        line.kind() + " of token " + line.token() + " on " + line.node() + " (pid " + line.pid()
                                + ")"));
            }
        }
    }

    private static boolean isFrozen(Attempt before, Attempt again, Evidence evidence, Trouble trouble) {
        long atMs = Math.min(before.endMs(), again.endMs());
        return trouble.wasFrozen(before.start().pid(), evidence.leaseMs(), atMs)
                || trouble.wasFrozen(again.start().pid(), evidence.leaseMs(), atMs);
    }
}
