package io.ballot.core.vote;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.TaskState;
import java.util.Arrays;

/** Collects what one claim is granted: tokens, and which of its tasks may start at once (R13). */
final class GrantBuilder {
    private final Life holder;
    private final Claim claim;
    private final int[] tasks;
    private final long[] tokens;
    private final byte[] states;
    private final byte[] attempts;
    private final byte[] fresh;
    private int startNow;
    private int count;

    GrantBuilder(Life holder, Claim claim, int startNow) {
        this.holder = holder;
        this.claim = claim;
        this.startNow = startNow;
        int size = claim.size();
        tasks = new int[size];
        tokens = new long[size];
        states = new byte[size];
        attempts = new byte[size];
        fresh = new byte[size];
    }

    void add(int task, long token, int attempt, boolean isFresh, boolean isRunning) {
        tasks[count] = task;
        tokens[count] = token;
        attempts[count] = (byte) Math.min(attempt, Byte.MAX_VALUE);
        fresh[count] = (byte) (isFresh ? 1 : 0);
        boolean running = isRunning || startNow > 0;
        startNow--;
        states[count] = running ? TaskState.RUNNING.code() : TaskState.GRANTED.code();
        count++;
    }

    int count() {
        return count;
    }

    Entry.Grants build() {
        return new Entry.Grants(
                holder,
                claim.select(tasks, count),
                Arrays.copyOf(tokens, count),
                Arrays.copyOf(states, count),
                Arrays.copyOf(attempts, count),
                Arrays.copyOf(fresh, count));
    }
}
