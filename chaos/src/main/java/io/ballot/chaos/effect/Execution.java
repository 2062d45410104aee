package io.ballot.chaos.effect;

import io.ballot.chaos.effect.Effect.Kind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One execution of a task, the same in every system under test: it is begun, takes its time, takes effect.
 *
 * <p>Not idempotent on purpose: executed twice it leaves two effects, and the checker finds them.
 */
public final class Execution {

    private final EffectClient effects = EffectClient.ofThisProcess();
    private final String node;

    /** @param node the name to write beside each effect */
    public Execution(String node) {
        this.node = node;
    }

    /**
     * Executes the task.
     *
     * @param token 0 for a system that gives none
     * @param record the record that it was delivered as, {@code PARTITION/OFFSET}
     * @param attempt 1 for the first
     * @throws InterruptedException if it was told to stop; then it had no effect
     * @throws IOException if this attempt failed; then it had no effect
     */
    public void run(String task, Script script, long token, String record, int attempt)
            throws IOException, InterruptedException {
        String detail = record + "/" + attempt;
        if (effects.write(Kind.START, task, node, token, detail) == Kind.START_REFUSED) {
            throw new IOException("the store knows a newer token of " + task);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(script.ms());
        } catch (InterruptedException interrupted) {
            effects.write(Kind.STOP, task, node, token, detail);
            throw interrupted;
        }
        if (attempt <= script.failures()) {
            effects.write(Kind.FAIL, task, node, token, detail);
            throw new IOException("its script says so, attempt " + attempt);
        }
        if (effects.write(Kind.END, task, node, token, detail) == Kind.END_REFUSED) {
            throw new IOException("the store knows a newer token of " + task);
        }
    }
}
