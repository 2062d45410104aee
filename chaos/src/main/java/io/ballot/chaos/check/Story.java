package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.load.Submitted;
import java.util.ArrayList;
import java.util.List;

/**
 * One task's: its records, the attempts at it in the order of their beginnings, and every line about it.
 *
 * @param lines of the effect log about this task, in order
 */
record Story(String task, List<Submitted> records, List<Attempt> attempts, List<Effect> lines) {

    /** When the first record of it was sent; after everything, if nobody has sent one. */
    long submittedMs() {
        return records.stream().mapToLong(Submitted::timeMs).min().orElse(Long.MAX_VALUE);
    }

    List<Attempt> effects() {
        return attempts.stream().filter(Attempt::tookEffect).toList();
    }

    /** The answers of the check, in order. */
    List<Effect> checks() {
        List<Effect> checks = new ArrayList<>();
        for (Effect line : lines) {
            if (line.kind() == Effect.Kind.CHECK) {
                checks.add(line);
            }
        }
        return checks;
    }

    /** Whether the check said "not executed" after one attempt had begun and before the next did. */
    boolean wasCheckedBetween(Attempt one, Attempt next) {
        int from = lines.indexOf(one.start());
        int to = lines.indexOf(next.start());
        return lines.subList(from, to).stream()
                .anyMatch(line ->
                        line.kind() == Effect.Kind.CHECK && line.detail().endsWith(":NOT_EXECUTED"));
    }
}
