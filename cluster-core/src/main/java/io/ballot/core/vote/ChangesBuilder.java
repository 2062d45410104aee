package io.ballot.core.vote;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import java.util.Arrays;

/** Collects progress of tasks into one entry. */
final class ChangesBuilder {

    private long[] ids;
    private long[] tokens;
    private byte[] states;
    private byte[] outcomes;
    private int count;

    ChangesBuilder(int expected) {
        ids = new long[Math.max(2, 2 * expected)];
        tokens = new long[Math.max(1, expected)];
        states = new byte[Math.max(1, expected)];
        outcomes = new byte[Math.max(1, expected)];
    }

    void add(long hi, long lo, long token, TaskState state, Outcome outcome) {
        if (count == tokens.length) {
            ids = Arrays.copyOf(ids, 4 * count);
            tokens = Arrays.copyOf(tokens, 2 * count);
            states = Arrays.copyOf(states, 2 * count);
            outcomes = Arrays.copyOf(outcomes, 2 * count);
        }
        ids[2 * count] = hi;
        ids[2 * count + 1] = lo;
        tokens[count] = token;
        states[count] = state.code();
        outcomes[count] = outcome.code();
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Entry.Changes build() {
        return new Entry.Changes(
                TaskIds.wrap(Arrays.copyOf(ids, 2 * count)),
                Arrays.copyOf(tokens, count),
                Arrays.copyOf(states, count),
                Arrays.copyOf(outcomes, count));
    }
}
