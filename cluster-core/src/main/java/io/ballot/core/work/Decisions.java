package io.ballot.core.work;

/** Counts what came into this node's doubt queue and how it was decided there. */
final class Decisions {

    long doubtful;
    long executedElsewhere;
    long granted;
    long checkExecuted;
    long checkNotExecuted;

    WorkStatus.Decisions status() {
        return new WorkStatus.Decisions(doubtful, executedElsewhere, granted, checkExecuted, checkNotExecuted);
    }
}
