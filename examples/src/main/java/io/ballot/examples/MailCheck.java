package io.ballot.examples;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;
import io.ballot.worker.IdempotencyCheck;
import io.ballot.worker.Task;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides doubts about mails: what lies in the pick-up directory was handed over. The nodes must share that directory. */
public final class MailCheck implements IdempotencyCheck<Mail> {

    private final Path pickup;

    public MailCheck(Path pickup) {
        this.pickup = pickup;
    }

    @Override
    public Evidence check(Task<Mail> task, DoubtReason reason) {
        if (!Files.isDirectory(pickup)) {
            return Evidence.UNKNOWN; // not mounted, perhaps: a person decides
        }
        boolean there = Files.exists(MailWorker.fileOf(pickup, task.id()));
        return there ? Evidence.EXECUTED : Evidence.NOT_EXECUTED;
    }
}
