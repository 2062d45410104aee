package io.ballot.core.member;

import io.ballot.core.Outbox;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Calls all others that are not known to be gone about a leader that was lost, with {@code PreVote}: to hear what they
 * know of it, or only to have links to them. Calls are numbered, so that an answer is told from one to an earlier call.
 */
final class RollCall {

    private final Outbox outbox;
    private final Departures departures;
    private long round;

    RollCall(Outbox outbox, Departures departures) {
        this.outbox = outbox;
        this.departures = departures;
    }

    /** Asks them; who refuses need not be waited for, so their addresses are called too. @return who was asked */
    SortedSet<Life> ask(Life leader) {
        round++;
        departures.probe(leader);
        SortedSet<Life> asked = new TreeSet<>();
        for (Life life : others(leader)) {
            asked.add(life);
            outbox.send(life.node(), new Message.PreVote(round, leader));
            departures.probe(life);
        }
        return asked;
    }

    /** Whether that answers what was asked last. */
    boolean isCurrent(Message.PreVoted answer) {
        return answer.round() == round;
    }

    /**
     * Says the same without waiting for what they say: a link takes as long to open as the epoch to be written, and by then
     * they are to be asked for their promises.
     */
    void openLinks(Life leader) {
        round++;
        for (Life life : others(leader)) {
            outbox.send(life.node(), new Message.PreVote(round, leader));
        }
    }

    private List<Life> others(Life leader) {
        List<Life> others = new ArrayList<>();
        for (Member member : departures.living()) {
            if (!member.node().equals(outbox.self()) && !member.node().equals(leader.node())) {
                others.add(member.life());
            }
        }
        return others;
    }
}
