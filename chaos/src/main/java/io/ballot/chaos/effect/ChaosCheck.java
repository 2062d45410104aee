package io.ballot.chaos.effect;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.Task;
import java.io.IOException;

/** Tells the truth: executed is what has its effect in the store. That it was asked stands there too. */
public final class ChaosCheck implements IdempotencyCheck<String> {

    private final EffectClient effects = EffectClient.ofThisProcess();

    @Override
    public Evidence check(Task<String> task, DoubtReason reason) throws IOException {
        return effects.check(task.id(), reason.name()) ? Evidence.EXECUTED : Evidence.NOT_EXECUTED;
    }
}
