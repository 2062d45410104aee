package io.ballot.examples.demo;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Says whether a webhook was executed: exactly those that stand in the effect log were.
 *
 * <p>It can be exact because it is only asked when nobody may be executing the task any more, and because the effect is one
 * write: either the line is there or it is not. What it said is written down too, for the demo's accounts.
 */
public final class WebhookCheck implements IdempotencyCheck<byte[]> {

    private final LineReader effects;
    private final LineLog checks;
    private final Set<String> executed = new HashSet<>();

    /** Reads and writes where the demo's system property says. */
    public WebhookCheck() throws IOException {
        this(LineLog.directoryOrThrow());
    }

    WebhookCheck(Path directory) throws IOException {
        this.effects = new LineReader(LineLog.effects(directory));
        this.checks = LineLog.open(LineLog.checks(directory));
    }

    @Override
    public synchronized Evidence check(Task<byte[]> task, DoubtReason reason) throws IOException {
        for (String line : effects.next()) {
            executed.add(Effect.parse(line).id());
        }
        Evidence answer = executed.contains(task.id()) ? Evidence.EXECUTED : Evidence.NOT_EXECUTED;
        checks.append(new CheckWord(task.id(), reason, answer).line());
        return answer;
    }
}
