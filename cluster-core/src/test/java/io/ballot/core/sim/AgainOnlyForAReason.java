package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.core.NodeMachine;
import io.ballot.core.QueuePolicy.Check;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I14: a task that runs again without a check never ran before, or its last attempt is on record as failed. And what a
 * check is for: a task whose effect the check would have seen is not run again, unless it lied. Nor is one granted whose end its leader has
 * on record.
 */
final class AgainOnlyForAReason extends Invariant {

    private final Map<Id128, Long> saidNotExecutedMs = new HashMap<>();
    private final Map<Run, Memory.Window> windows = new HashMap<>();
    /** By token: whether nobody who could be asked remembered the id when it was granted. */
    private final Map<Long, Boolean> grantedUnremembered = new HashMap<>();

    private final Map<Id128, Asking> askings = new HashMap<>();

    /** Lives that are provably gone by their own word (R14): nobody asks them, though their processes may still be there. */
    private final Set<Life> left = new HashSet<>();

    private final Memory memory;

    /**
     * A round of questions: the lives that were there when it was asked first. Who begins later is not asked: what it
     * remembers comes with its joining, which may be after the grant.
     */
    private record Asking(long epoch, Life leader, long round, Set<Life> there) {

        boolean isFirstOf(Envelope envelope, Message.EvidenceAsk ask) {
            return epoch == envelope.epoch() && leader.equals(envelope.sender()) && round == ask.round();
        }
    }

    AgainOnlyForAReason(SimCluster cluster, Memory memory) {
        super("I14", cluster);
        this.memory = memory;
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.CheckAnswered answer && answer.word() == CheckWord.NOT_EXECUTED) {
            Id128 id = cluster.kafka.log(answer.partition()).at(answer.offset()).id();
            saidNotExecutedMs.put(id, cluster.heap.now());
        }
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        if (envelope.message() instanceof Message.Goodbye) {
            left.add(from.life);
        } else if (envelope.message() instanceof Message.EvidenceAsk ask) {
            onAsk(envelope, ask);
        }
    }

    private void onAsk(Envelope envelope, Message.EvidenceAsk ask) {
        for (int i = 0; i < ask.ids().size(); i++) {
            Asking known = askings.get(ask.ids().get(i));
            if (known == null || !known.isFirstOf(envelope, ask)) {
                askings.put(
                        ask.ids().get(i), new Asking(envelope.epoch(), envelope.sender(), ask.round(), livesThere()));
            }
        }
    }

    private Set<Life> livesThere() {
        Set<Life> there = new HashSet<>();
        for (SimProcess process : cluster.processes()) {
            if (process.maybeMachine() != null) {
                there.add(process.life);
            }
        }
        return there;
    }

    /** Its leader writes a grant down before anybody else does. */
    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Journal write && write.change() instanceof JournalRecord.Entries applied) {
            Set<Id128> broughtLater = new HashSet<>();
            for (int i = applied.entries().size() - 1; i >= 0; i--) {
                if (applied.entries().get(i) instanceof Entry.Grants grants) {
                    onGrants(process, grants, broughtLater);
                } else if (applied.entries().get(i) instanceof Entry.Outcomes outcomes) {
                    TaskIds ids = outcomes.recents().ids();
                    for (int j = 0; j < ids.size(); j++) {
                        broughtLater.add(ids.get(j));
                    }
                }
            }
        }
    }

    /** @param broughtLater outcomes that a joiner gave after these grants, and that are on record by now */
    private void onGrants(SimProcess process, Entry.Grants grants, Set<Id128> broughtLater) {
        for (int i = 0; i < grants.tokens().length; i++) {
            Id128 id = grants.claim().ids().get(i);
            if (!grantedUnremembered.containsKey(grants.tokens()[i])) {
                if (!broughtLater.contains(id)) {
                    assertNotOnRecord(process, id, grants.tokens()[i]);
                }
                grantedUnremembered.put(grants.tokens()[i], nobodyRemembers(id, grants.tokens()[i]));
            }
        }
    }

    /** Whatever else speaks for it: no leader grants a task whose end it has on record itself. */
    private void assertNotOnRecord(SimProcess process, Id128 id, long token) {
        NodeMachine machine = process.maybeMachine();
        if (machine == null || !machine.role().leads() || Token.epoch(token) != machine.epoch()) {
            return;
        }
        Outcome recent = machine.registry().recentOutcome(id.hi(), id.lo());
        if (recent.isFinal()) {
            throw broken(process + " grants " + id + " under " + Structure.token(token) + ", and has " + recent
                    + " for it on record");
        }
    }

    @Override
    void onRunStarted(Run run) {
        windows.put(run, memory.now());
        for (Run earlier : cluster.effects.runs(run.id)) {
            if (earlier != run && earlier.isOver() && !mayFollow(run, earlier)) {
                throw broken(run + " follows without a reason: " + earlier);
            }
        }
    }

    private boolean mayFollow(Run run, Run earlier) {
        if (earlier.excused) {
            return true;
        }
        Memory.Window then = windows.getOrDefault(earlier, memory.now());
        if (!run.isSameRecord(earlier) && memory.mayHaveForgotten(then)) {
            return true;
        }
        if (earlier.maybeEnding == Ending.FAILED) {
            return true;
        }
        Check check = cluster.plan.queues.get(run.partition.queue()).check();
        return switch (check) {
            case ASK ->
                (earlier.effectMs < 0 || cluster.effects.wasLiedAbout(run.id))
                        && saidNotExecutedMs.getOrDefault(run.id, -1L) >= earlier.endMs;
            case RERUN ->
                earlier.maybeEnding != Ending.SUCCESS
                        || lostSince(earlier)
                        || memory.mayHaveForgotten(then)
                        || (mayComeLate(run, earlier) && wasForgotten(run));
            case PARK, NEVER -> false;
        };
    }

    /** A record that is not the one that ran, or is read again because the group's offset was set back. */
    private boolean mayComeLate(Run run, Run earlier) {
        return !run.isSameRecord(earlier) || cluster.kafka.log(run.partition).wasReset();
    }

    /**
     * An id submitted again after it left the recents goes to the check, which says "again" here. Who comes back between
     * that word and the start, and remembers, comes too late.
     */
    private boolean wasForgotten(Run run) {
        return grantedUnremembered.getOrDefault(run.token, false) || nobodyRemembers(run.id, run.token);
    }

    private boolean nobodyRemembers(Id128 id, long token) {
        Asking asking = askings.get(id);
        boolean asked = asking != null && asking.epoch == Token.epoch(token);
        for (SimProcess process : cluster.processes()) {
            NodeMachine machine = process.maybeMachine();
            boolean canBeAsked = !process.isPaused() && process.workers.hasLease() && !left.contains(process.life);
            canBeAsked &= !asked || asking.there.contains(process.life);
            if (machine != null
                    && canBeAsked
                    && machine.registry().recentOutcome(id.hi(), id.lo()).isFinal()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the process that ran it died, or lost its lease, before it could be sure that anybody knew. */
    private boolean lostSince(Run earlier) {
        for (SimProcess process : cluster.processes()) {
            if (process.life.equals(earlier.life)) {
                return process.isPaused() || process.workers.lostLeaseMs() >= earlier.startMs;
            }
        }
        return true;
    }
}
