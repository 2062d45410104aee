package io.ballot.core.member;

import io.ballot.core.Command;
import io.ballot.core.Outbox;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;

/**
 * What must be one for the whole cluster stands in the view; a node that was configured otherwise is told.
 *
 * <p>Times of the view simply count, so a difference is a warning. A filter of another shape cannot be joined at all, so
 * the node stops rather than vote with a memory that it cannot read.
 */
final class ViewComparison {

    private final Outbox outbox;
    private boolean done;

    ViewComparison(Outbox outbox) {
        this.outbox = outbox;
    }

    void compare(View view) {
        if (done) {
            return;
        }
        done = true;
        if (!view.filter().equals(outbox.config().filter())) {
            outbox.command(new Command.Halt(
                    "filter.expected.tasks and filter.error.rate are "
                            + view.filter().expectedTasks() + " and "
                            + view.filter().errorRate()
                            + " in cluster " + outbox.config().cluster() + "; set this node's likewise",
                    null));
        }
        Times ours = outbox.config().times();
        if (!view.times().equals(ours)) {
            outbox.warn(
                    "config",
                    "this node is configured with " + ours + ", the cluster with " + view.times()
                            + "; the cluster's count");
        }
    }
}
