package io.ballot.core.sim;

import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.core.NodeMachine;
import io.ballot.core.QueuePolicy.Check;
import io.ballot.core.history.StepKind;
import io.ballot.core.history.TaskStep;
import io.ballot.core.registry.Registry;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.VerdictKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I10: every drop has exact evidence of the same id, a check's word or a person's.
 *
 * <p>Looks at each word on which a record is dropped, on its whole way: a node's report, the leader's entry, a peer's
 * evidence, the verdict; and asks the world whether it is true. No person says anything here.
 */
final class DropsHaveEvidence extends Invariant {

    private static final String DONE = "says done of";

    private final Set<Id128> saidExecuted = new HashSet<>();
    private final Map<Long, TaskIds> rounds = new HashMap<>();

    DropsHaveEvidence(SimCluster cluster) {
        super("I10", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.CheckAnswered answer && answer.word() == CheckWord.EXECUTED) {
            saidExecuted.add(idAt(answer.partition(), answer.offset()));
        }
    }

    private Id128 idAt(QueuePartition partition, long offset) {
        return cluster.kafka.log(partition).at(offset).id();
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        Message message = envelope.message();
        if (message instanceof Message.Verdict verdict) {
            for (int i = 0; i < verdict.kinds().length; i++) {
                if (VerdictKind.of(verdict.kinds()[i]) == VerdictKind.DONE) {
                    Outcome outcome = Outcome.of(verdict.details()[i]);
                    isTrue(from, DONE, idAt(verdict.partition(), verdict.offsets()[i]), outcome);
                }
            }
        } else if (message instanceof Message.Progress progress) {
            progress.reports().forEach(report -> isTrue(from, report));
        } else if (message instanceof Message.Replicate replicate) {
            replicate.entries().forEach(entry -> isTrue(from, entry));
        } else if (message instanceof Message.EvidenceAsk ask) {
            rounds.put(round(envelope.epoch(), ask.round()), ask.ids());
        } else if (message instanceof Message.Evidence evidence) {
            isTrue(from, rounds.get(round(envelope.epoch(), evidence.round())), evidence);
        }
    }

    /** A leader's own words to itself are no messages: what its memory and its story say of a record must be true as well. */
    @Override
    void onCommitted(SimProcess by, QueuePartition partition, long from, long to) {
        NodeMachine machine = by.maybeMachine();
        if (machine == null || from >= to) {
            return;
        }
        Registry registry = machine.registry();
        for (SimLog.SimRecord record : cluster.kafka.log(partition).read(Math.max(0, from), to, Integer.MAX_VALUE)) {
            Id128 id = record.id();
            long slot = registry.find(id.hi(), id.lo());
            Outcome current = slot == Registry.ABSENT ? Outcome.NONE : registry.outcome(slot);
            Outcome known = current.isFinal() ? current : registry.recentOutcome(id.hi(), id.lo());
            if (known.isFinal()) {
                isTrue(by, "has on record", id, known);
            }
            for (TaskStep step : machine.history().of(id)) {
                if (step.kind() == StepKind.DONE) {
                    isTrue(by, DONE, id, Outcome.valueOf(step.detail()));
                }
            }
        }
    }

    private static long round(long epoch, long round) {
        return epoch << 32 | round;
    }

    private void isTrue(SimProcess from, Message.Report report) {
        if (report.kind() == Message.ReportKind.EXECUTED) {
            for (int i = 0; i < report.ids().size(); i++) {
                isTrue(from, "reports", report.ids().get(i), Outcome.of(report.outcomes()[i]));
            }
        }
    }

    private void isTrue(SimProcess from, Entry entry) {
        if (entry instanceof Entry.Changes changes) {
            for (int i = 0; i < changes.ids().size(); i++) {
                if (changes.states()[i] == TaskState.EXECUTED.code()) {
                    isTrue(from, "replicates", changes.ids().get(i), Outcome.of(changes.outcomes()[i]));
                }
            }
        } else if (entry instanceof Entry.Outcomes outcomes) {
            for (int i = 0; i < outcomes.recents().ids().size(); i++) {
                Outcome outcome = Outcome.of(outcomes.recents().outcomes()[i]);
                isTrue(from, "replicates", outcomes.recents().ids().get(i), outcome);
            }
        }
    }

    private void isTrue(SimProcess from, @Nullable TaskIds asked, Message.Evidence evidence) {
        for (int i = 0; asked != null && i < asked.size(); i++) {
            if (evidence.answers()[i] == Message.EvidenceKind.EXECUTED.ordinal()) {
                isTrue(from, "gives evidence of", asked.get(i), Outcome.of(evidence.outcomes()[i]));
            }
        }
    }

    private void isTrue(SimProcess from, String says, Id128 id, Outcome outcome) {
        cluster.coverage.count("words of " + outcome, 1);
        boolean happened = switch (outcome) {
            case SUCCESS -> cluster.effects.succeeded(id);
            case FAILED -> !says.equals(DONE) && hasFailed(id);
            case DEAD_LETTER, PARKED -> cluster.kafka.hasSideRecord(id);
            case DROPPED_BY_CHECK -> saidExecuted.contains(id) || neverRunsDoubtful(id);
            case NONE, PUT_BACK, EXPIRED, DROPPED_BY_PERSON -> false;
        };
        if (!happened) {
            throw broken(
                    from + " " + says + " " + id + ": " + outcome + ", which never was: " + cluster.effects.runs(id));
        }
    }

    private boolean hasFailed(Id128 id) {
        return cluster.effects.runs(id).stream().anyMatch(run -> run.maybeEnding == Ending.FAILED);
    }

    /** The check of such a queue is "never": its word stands in the configuration. */
    private boolean neverRunsDoubtful(Id128 id) {
        return cluster.kafka.everyLog().stream()
                .filter(log -> cluster.plan.queues.get(log.partition.queue()).check() == Check.NEVER)
                .flatMap(log -> log.records().stream())
                .anyMatch(record -> record.id().equals(id));
    }
}
