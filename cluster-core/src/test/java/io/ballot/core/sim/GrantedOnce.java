package io.ballot.core.sim;

import io.ballot.core.Event.Ending;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.VerdictKind;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * I1: at most one grant of an id that does not follow a release, a grant that provably never started, a failed attempt on
 * record, or a decided doubt. No clock is assumed.
 *
 * <p>From outside: once a newer grant of an id was answered, no older one of it starts any more. So the older one was
 * released or never started; what ran before the newer grant is {@link AgainOnlyForAReason}'s.
 */
final class GrantedOnce extends Invariant {

    private record Grant(long token, NodeId to, long atMs, Memory.Window window) {}

    private final Map<Id128, TreeMap<Long, Grant>> answered = new HashMap<>();
    private final Memory memory;

    GrantedOnce(SimCluster cluster, Memory memory) {
        super("I1", cluster);
        this.memory = memory;
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (!(envelope.message() instanceof Message.Verdict verdict)) {
            return;
        }
        for (int i = 0; i < verdict.kinds().length; i++) {
            VerdictKind kind = VerdictKind.of(verdict.kinds()[i]);
            if (kind == VerdictKind.GRANT || kind == VerdictKind.GRANT_RUNNING) {
                Id128 id = cluster.kafka
                        .log(verdict.partition())
                        .at(verdict.offsets()[i])
                        .id();
                granted(id, verdict.tokens()[i], to);
            }
        }
    }

    private void granted(Id128 id, long token, NodeId to) {
        TreeMap<Long, Grant> grants = answered.computeIfAbsent(id, i -> new TreeMap<>());
        Grant grant = grants.computeIfAbsent(token, t -> new Grant(token, to, cluster.heap.now(), memory.now()));
        if (!grant.to().equals(to)) {
            throw broken("token " + token + " of " + id + " was answered to " + grant.to() + " and to " + to);
        }
    }

    @Override
    void onRunStarted(Run run) {
        TreeMap<Long, Grant> grants = answered.computeIfAbsent(run.id, i -> new TreeMap<>());
        Map.Entry<Long, Grant> newest = grants.lastEntry();
        if (newest != null && newest.getKey() > run.token) {
            boolean exempt = memory.mayHaveForgotten(newest.getValue().window());
            if (!exempt) {
                throw broken(run + " starts, although token " + (newest.getKey() & 0xFF_FFFF_FFFFL)
                        + " was answered to " + newest.getValue().to() + " at "
                        + newest.getValue().atMs());
            }
        }
        grants.putIfAbsent(run.token, new Grant(run.token, run.life.node(), cluster.heap.now(), memory.now()));
        for (Run other : cluster.effects.runs(run.id)) {
            if (other != run && other.token == run.token) {
                throw broken(run + " starts under the token of " + other);
            }
            if (other != run && other.token > run.token && other.maybeEnding != Ending.FAILED) {
                throw broken(run + " starts after the newer " + other);
            }
        }
    }
}
