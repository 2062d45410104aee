package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.TaskIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I9: who said no does not start under a claim it opened before.
 *
 * <p>From outside: under no claim whose answer had not come when it said so; and, whatever the claim, under no token that
 * was issued before it was asked, as long as the same leader leads: the next one decides anew, and may find an entry that
 * the last one withdrew. Who waits or is in doubt says no as well, and may be granted later under the claim it waits with.
 * What a leader asks itself is no message.
 */
final class NoBinds extends Invariant {

    private record Asked(TaskIds ids, long highestToken) {}

    private record Vote(Life life, long claimNo, long offset) {}

    private record Said(Life life, Id128 id) {}

    private record Refusal(long epoch, long highestToken) {}

    private final Map<Long, Asked> rounds = new HashMap<>();
    private final Map<Said, Set<Vote>> unanswered = new HashMap<>();
    private final Set<Vote> bound = new HashSet<>();
    private final Map<Said, Refusal> refusals = new HashMap<>();

    NoBinds(SimCluster cluster) {
        super("I9", cluster);
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        Message message = envelope.message();
        if (message instanceof Message.Vote vote) {
            vote.requests().forEach(request -> voted(from.life, request.claim()));
        } else if (message instanceof Message.Resolve resolve) {
            resolves(from.life, resolve.claim());
        } else if (message instanceof Message.EvidenceAsk ask) {
            NodeMachine leader = from.maybeMachine();
            long highest = leader == null ? 0 : leader.registry().highestToken();
            rounds.putIfAbsent(round(envelope.epoch(), ask.round()), new Asked(ask.ids(), highest));
        } else if (message instanceof Message.Evidence evidence) {
            Asked asked = rounds.get(round(envelope.epoch(), evidence.round()));
            for (int i = 0; asked != null && i < evidence.answers().length; i++) {
                if (evidence.answers()[i] == Message.EvidenceKind.NO.ordinal()) {
                    saidNo(new Said(from.life, asked.ids().get(i)), envelope.epoch(), asked.highestToken());
                }
            }
        }
    }

    private static long round(long epoch, long round) {
        return epoch << 32 | round;
    }

    void voted(Life life, Claim claim) {
        for (int i = 0; i < claim.size(); i++) {
            Said key = new Said(life, claim.ids().get(i));
            Vote vote = new Vote(life, claim.claimNo(), claim.offsets()[i]);
            unanswered.computeIfAbsent(key, k -> new HashSet<>()).add(vote);
        }
    }

    /** Who asks to have it settled was answered, perhaps by itself while it led, which no message tells. */
    private void resolves(Life life, Claim claim) {
        for (int i = 0; i < claim.size(); i++) {
            Set<Vote> open = unanswered.get(new Said(life, claim.ids().get(i)));
            if (open != null) {
                open.remove(new Vote(life, claim.claimNo(), claim.offsets()[i]));
            }
        }
    }

    private void saidNo(Said said, long epoch, long highestToken) {
        cluster.coverage.count("words of no", 1);
        Set<Vote> open = unanswered.getOrDefault(said, Set.of());
        cluster.coverage.count("words of no to an open claim", open.size());
        bound.addAll(open);
        refusals.put(said, new Refusal(epoch, highestToken));
    }

    /** An answer of an older epoch is not taken. */
    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine != null
                && event instanceof Event.Received received
                && received.envelope().message() instanceof Message.Verdict verdict
                && received.envelope().epoch() == machine.epoch()) {
            for (long offset : verdict.offsets()) {
                Id128 id = cluster.kafka.log(verdict.partition()).at(offset).id();
                Set<Vote> open = unanswered.get(new Said(process.life, id));
                if (open != null) {
                    open.remove(new Vote(process.life, verdict.claimNo(), offset));
                }
            }
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Start start) {
            for (int i = 0; i < start.offsets().length; i++) {
                starts(process, start, i);
            }
        }
    }

    private void starts(SimProcess process, Command.Start start, int i) {
        Life life = process.life;
        NodeMachine machine = process.maybeMachine();
        Said key = new Said(life, start.ids().get(i));
        String what = life + " starts " + start.partition() + "/" + start.offsets()[i] + " token "
                + Structure.token(start.tokens()[i]) + " under claim " + start.claimNo();
        if (bound.contains(new Vote(life, start.claimNo(), start.offsets()[i]))) {
            throw broken(what + ", to which it had no answer when it said no");
        }
        Refusal refusal = refusals.get(key);
        boolean sameReign = refusal != null && machine != null && machine.epoch() == refusal.epoch();
        if (sameReign && start.tokens()[i] <= refusal.highestToken()) {
            throw broken(what + ", issued before it was asked and said no");
        }
    }
}
