package io.ballot.core.work;

/** Counts how this node's doubtful and waiting tasks were decided; whatever was decided is counted once. */
final class Decisions {

    long waited;
    long executedElsewhere;
    long granted;
    long checkExecuted;
    long checkNotExecuted;

    WorkStatus.Decisions status() {
        return new WorkStatus.Decisions(waited, executedElsewhere, granted, checkExecuted, checkNotExecuted);
    }
}
