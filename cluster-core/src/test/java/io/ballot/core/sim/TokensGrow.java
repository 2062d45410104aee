package io.ballot.core.sim;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Token;
import java.util.HashMap;
import java.util.Map;

/**
 * I11: tokens grow in the order of issue, across leaders. A token is issued with the entry that carries it, so entries are
 * watched in the order of their sequence; runs of an id are watched as well.
 */
final class TokensGrow extends Invariant {

    private final Map<Long, Long> lastSeqOfEpoch = new HashMap<>();
    private final Map<Long, Long> highestOfEpoch = new HashMap<>();
    private final Map<Long, Id128> idOfToken = new HashMap<>();
    private final Map<Id128, Long> highestRun = new HashMap<>();

    TokensGrow(SimCluster cluster) {
        super("I11", cluster);
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (!(envelope.message() instanceof Message.Replicate replicate)) {
            return;
        }
        long epoch = envelope.epoch();
        long seq = replicate.firstSeq();
        for (Entry entry : replicate.entries()) {
            boolean first = seq > lastSeqOfEpoch.getOrDefault(epoch, -1L);
            if (first) {
                lastSeqOfEpoch.put(epoch, seq);
                if (entry instanceof Entry.Grants grants) {
                    issued(epoch, grants);
                }
            }
            seq++;
        }
    }

    private void issued(long epoch, Entry.Grants grants) {
        for (int i = 0; i < grants.tokens().length; i++) {
            long token = grants.tokens()[i];
            Id128 id = grants.claim().ids().get(i);
            Id128 before = idOfToken.putIfAbsent(token, id);
            if (before != null && !before.equals(id)) {
                throw broken("token " + token + " names " + before + " and " + id);
            }
            if (Token.epoch(token) > epoch) {
                throw broken("epoch " + epoch + " issues a token of epoch " + Token.epoch(token));
            }
            if (before == null && Token.epoch(token) == epoch) {
                long highest = highestOfEpoch.getOrDefault(epoch, 0L);
                // What a lone leader granted is seen here first when it is repeated.
                if (highest >= token && grants.fresh()[i] != 0) {
                    throw broken("epoch " + epoch + " issues " + token + " after " + highest);
                }
                highestOfEpoch.put(epoch, Math.max(highest, token));
            }
        }
    }

    @Override
    void onRunStarted(Run run) {
        Long highest = highestRun.put(run.id, run.token);
        if (highest != null && highest >= run.token) {
            throw broken(run + " starts after one with token " + highest);
        }
    }
}
