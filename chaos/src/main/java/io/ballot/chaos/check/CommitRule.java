package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.load.CommitSample;
import io.ballot.chaos.load.Submitted;
import java.util.function.Consumer;

/** Nothing is committed before it was executed or put aside; when it was put aside is not looked at, only that it was. */
final class CommitRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        if (evidence.isPutAside(story.task())) {
            return;
        }
        long executedMs =
                story.effects().stream().mapToLong(Attempt::endMs).min().orElse(Long.MAX_VALUE);
        for (Submitted record : story.records()) {
            if (record.aborted() || record.offset() < 0) {
                continue;
            }
            for (CommitSample sample : evidence.samples()) {
                if (sample.timeMs() >= executedMs) {
                    break;
                }
                if (sample.life() == record.life()
                        && sample.offsets().getOrDefault(record.partition(), 0L) > record.offset()) {
                    found.accept(new Finding(
                            Kind.COMMITTED_EARLY,
                            sample.timeMs(),
                            story.task(),
                            "record " + record.partition() + "/" + record.offset() + " was committed at "
                                    + sample.timeMs()));
                    break;
                }
            }
        }
    }
}
