package io.ballot.chaos.run;

import io.ballot.chaos.check.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to.
 *
 * @param maybeStuck why it did not come to its end by itself; absent if it did
 */
public record Outcome(
        String subject,
        Verdict verdict,
        List<Row> rows,
        @Nullable String maybeStuck) {

    /** Every promise kept, and everything went on by itself. */
    public boolean isGood() {
        return verdict.isKept() && maybeStuck == null;
    }
}
