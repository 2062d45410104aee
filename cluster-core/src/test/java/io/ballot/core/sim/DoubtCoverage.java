package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.VerdictKind;

/** No invariant of its own: counts the reasons for doubts, and the verdicts, as they are told to other nodes. */
final class DoubtCoverage extends Invariant {

    DoubtCoverage(SimCluster cluster) {
        super("coverage", cluster);
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Verdict verdict) {
            for (int i = 0; i < verdict.kinds().length; i++) {
                VerdictKind kind = VerdictKind.of(verdict.kinds()[i]);
                cluster.coverage.count("verdict " + kind, 1);
                if (kind == VerdictKind.DOUBT) {
                    cluster.coverage.hit(DoubtCause.of(verdict.details()[i]));
                }
            }
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.RunCheck check) {
            cluster.coverage.hit(check.cause());
            cluster.coverage.count("checks", 1);
        } else if (command instanceof Command.Note note && note.kind().equals("role")) {
            String[] words = note.text().split(" ");
            cluster.coverage.count("role " + words[0] + " -> " + words[2], 1);
        }
    }
}
