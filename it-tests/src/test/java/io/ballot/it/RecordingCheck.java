package io.ballot.it;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.Task;
import java.io.IOException;

/** Tells the truth: executed is what has its end in the effect log. That it was asked stands there too. */
public final class RecordingCheck implements IdempotencyCheck<Script> {

    private final EffectLog log = EffectLog.ofThisProcess();

    @Override
    public Evidence check(Task<Script> task, DoubtReason reason) throws IOException {
        boolean ended = log.read().stream()
                .anyMatch(effect ->
                        effect.kind() == Effect.Kind.END && effect.task().equals(task.id()));
        Evidence answer = ended ? Evidence.EXECUTED : Evidence.NOT_EXECUTED;
        log.append(new Effect(
                Effect.Kind.CHECK, task.id(), "-", ProcessHandle.current().pid(), 0, reason + ":" + answer));
        return answer;
    }
}
