package io.ballot.node.kafka;

import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import java.util.function.Consumer;

/**
 * One commit command, whose partitions may belong to several queues and so to several consumers: one answer, when the last
 * part has ended, and the worst of them.
 */
final class CommitRequest {

    private final long request;
    private final Consumer<Event> inbox;
    private int openParts;
    private CommitResult worst = CommitResult.OK;

    CommitRequest(long request, int parts, Consumer<Event> inbox) {
        this.request = request;
        this.openParts = parts;
        this.inbox = inbox;
    }

    void partEnded(CommitResult result) {
        boolean last;
        CommitResult answer;
        synchronized (this) {
            worst = worse(worst, result);
            answer = worst;
            last = --openParts == 0;
        }
        if (last) {
            inbox.accept(new Event.CommitDone(request, answer));
        }
    }

    /** A refusal outweighs a failure: it is the one that another try cannot mend. */
    static CommitResult worse(CommitResult a, CommitResult b) {
        if (a == CommitResult.REFUSED || b == CommitResult.REFUSED) {
            return CommitResult.REFUSED;
        }
        return a == CommitResult.FAILED ? a : b;
    }
}
