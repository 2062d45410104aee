package io.ballot.chaos.check;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.load.CommitSample;
import io.ballot.chaos.load.Submitted;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** No task is lost: what Kafka has acknowledged is executed or put aside in the end. */
final class LostRule implements Rule {

    @Override
    public void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found) {
        List<Submitted> owed = story.records().stream()
                .filter(record -> !record.aborted() && record.offset() >= 0 && record.life() == evidence.life())
                .toList();
        if (owed.isEmpty() || !story.effects().isEmpty() || evidence.isPutAside(story.task())) {
            return;
        }
        Submitted first = owed.get(0);
        boolean committed = owed.stream().anyMatch(record -> isCommitted(record, evidence.samples()));
        found.accept(new Finding(
                committed ? Kind.LOST : Kind.UNFINISHED,
                first.timeMs(),
                story.task(),
                "record " + first.partition() + "/" + first.offset()
                        + (committed ? " is committed" : " is not committed") + ", attempts "
                        + story.attempts().stream().map(Attempt::words).toList()));
    }

    private static boolean isCommitted(Submitted record, List<CommitSample> samples) {
        if (samples.isEmpty()) {
            return false;
        }
        Map<Integer, Long> last = samples.get(samples.size() - 1).offsets();
        return last.getOrDefault(record.partition(), 0L) > record.offset();
    }
}
