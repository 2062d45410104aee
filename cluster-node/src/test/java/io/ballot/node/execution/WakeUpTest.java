package io.ballot.node.execution;

import static io.ballot.node.execution.Bench.soon;

import io.ballot.worker.PayloadCodec;
import io.ballot.worker.TaskResult;
import io.ballot.worker.TaskWorker;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No task waits while a worker is idle, however closely the tasks come one after the other. */
@Tag("V1")
class WakeUpTest {

    private static final int ROUNDS = 300;

    @TempDir
    Path directory;

    /** Each of two can end only when both have begun; the second comes while the first one's worker is on its way up. */
    @Test
    void twoTasksThatComeOneAfterTheOtherRunSideBySide() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        QueueExecution queue = QueueExecution.of(
                Bench.QUEUE, 4, new Handler.OfInstance<>(TaskWorker.of(PayloadCodec.string(), (task, ctx) -> {
                    both.await(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return TaskResult.done();
                })));
        try (Bench bench = new Bench(directory, queue)) {
            bench.leaseFor(600_000);
            for (int round = 0; round < ROUNDS; round++) {
                bench.submit(2L * round, "").submit(2L * round + 1, "");
                int ended = 2 * round + 2;
                soon().until(() -> bench.endings().size() == ended);
            }
        }
    }
}
