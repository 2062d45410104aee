package io.ballot.core.history;

import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of single tasks. Written by the machine's collaborators as they decide, read for people.
 *
 * <p>Every step costs six longs in a ring. A task that becomes doubtful is kept apart from then on, and outlives the ring.
 * Times are of the node's monotonic clock, as {@link #now} was told last; one thread.
 */
public final class TaskHistory {

    /** Asked and granted, started, ended: what the common task leaves, its share of a commit not counted. */
    static final int STEPS_PER_TASK = 4;

    /** How many common tasks a node remembers; a full ring takes 19 MB. */
    public static final int TASKS_DEFAULT = 100_000;

    /** A commit every half second of each partition that moved: an hour of one busy partition, minutes of many. */
    private static final int COMMITS = 8192;

    private final StepRing ring;
    private final KeptTasks kept;
    private final CommitTrail commits = new CommitTrail(COMMITS);
    private final Refs refs = new Refs();
    private long atMs;
    private long epoch;

    /**
     * @param tasks how many common tasks are remembered, about: 192 bytes each
     * @param doubtfulTasks how many that were doubtful
     */
    public TaskHistory(int tasks, int doubtfulTasks) {
        ring = new StepRing(Math.multiplyExact(tasks, STEPS_PER_TASK));
        kept = new KeptTasks(doubtfulTasks);
    }

    /** The steps that follow happen now, in this epoch. */
    public void now(long nowMs, long promisedEpoch) {
        atMs = nowMs;
        epoch = promisedEpoch;
    }

    /** These tasks were asked of the leader. */
    public void voted(Claim claim) {
        int where = refs.of(claim.partition());
        for (int i = 0; i < claim.size(); i++) {
            add(claim.ids(), i, code(StepKind.VOTED, 0, Refs.NONE, where), claim.offsets()[i]);
        }
    }

    /** The leader granted the task to this node. */
    public void granted(TaskIds ids, int i, long token, int attempt) {
        add(ids, i, code(StepKind.GRANTED, attempt, Refs.NONE, Refs.NONE), token);
    }

    /** This node, as the leader, granted the task. */
    public void grantedTo(NodeId holder, TaskIds ids, int i, long token, int attempt) {
        add(ids, i, code(StepKind.GRANTED, attempt, Refs.NONE, refs.of(holder)), token);
    }

    public void started(TaskIds ids, int i, long token, int attempt) {
        add(ids, i, code(StepKind.STARTED, attempt, Refs.NONE, Refs.NONE), token);
    }

    /** @param how a word */
    public void ended(TaskIds ids, int i, long token, int attempt, String how) {
        add(ids, i, code(StepKind.ENDED, attempt, refs.of(how), Refs.NONE), token);
    }

    /**
     * Any other step.
     *
     * @param detail empty for none
     */
    public void step(StepKind kind, TaskIds ids, int i, String detail) {
        step(kind, ids, i, detail, null);
    }

    /** Any other step that is about another node. @param detail empty for none */
    public void step(StepKind kind, TaskIds ids, int i, String detail, @Nullable NodeId maybeNode) {
        int word = detail.isEmpty() ? Refs.NONE : refs.of(detail);
        int node = maybeNode == null ? Refs.NONE : refs.of(maybeNode);
        add(ids, i, code(kind, 0, word, node), Token.NONE);
    }

    /**
     * From here on the task is kept apart: it is doubtful.
     *
     * @param votedMs when it was first asked about
     * @param maybeAsker who asked this node, the leader; null for a doubt of this node's own
     */
    public void doubtful(Claim claim, int i, long votedMs, DoubtCause why, @Nullable NodeId maybeAsker) {
        keep(claim, i, votedMs, maybeAsker);
        step(StepKind.DOUBT, claim.ids(), i, why.name(), maybeAsker);
    }

    /** Somebody else has the task: it waits here, in the doubt queue, and is kept apart like the doubtful ones. */
    public void busy(Claim claim, int i, long votedMs, String why) {
        keep(claim, i, votedMs, null);
        step(StepKind.BUSY, claim.ids(), i, why);
    }

    private void keep(Claim claim, int i, long votedMs, @Nullable NodeId maybeAsker) {
        Id128 id = claim.ids().get(i);
        if (!kept.holds(id)) {
            kept.keep(id);
            kept.add(new TaskStep(
                    id,
                    votedMs,
                    StepKind.VOTED,
                    epoch,
                    Token.NONE,
                    0,
                    "",
                    maybeAsker,
                    claim.partition(),
                    claim.offsets()[i]));
        }
    }

    /** The group's committed offset of that partition is now this. */
    public void committed(QueuePartition partition, long offset) {
        commits.add(refs.of(partition), offset, atMs, epoch);
    }

    /** All that is known of the task, in order of time; empty if it was never here, or is forgotten. */
    public List<TaskStep> of(Id128 id) {
        List<TaskStep> steps = new ArrayList<>(kept.of(id));
        ring.visit((hi, lo, when, code, reign, value) -> {
            if (hi == id.hi() && lo == id.lo()) {
                TaskStep step = unpacked(id, when, code, reign, value);
                if (!steps.contains(step)) {
                    steps.add(step);
                }
            }
        });
        steps.addAll(commitOf(steps));
        steps.sort(Comparator.comparingLong(TaskStep::atMs));
        return steps;
    }

    /** What nodes answered about the task, as long as it is kept for having been doubtful. */
    public List<TaskStep> evidence(Id128 id) {
        return kept.of(id).stream()
                .filter(step -> step.kind() == StepKind.EVIDENCE)
                .toList();
    }

    /** Ids of the tasks whose record lay there: more than one if the topic was made anew or the record changed its name. */
    public List<Id128> at(String queue, int partition, long offset) {
        List<Id128> found = new ArrayList<>(kept.at(queue, partition, offset));
        ring.visit((hi, lo, when, code, reign, value) -> {
            if (value == offset && kindOf(code) == StepKind.VOTED) {
                QueuePartition maybeWhere = refs.maybe((int) code, QueuePartition.class);
                boolean here = maybeWhere != null
                        && maybeWhere.partition() == partition
                        && maybeWhere.queue().equals(queue);
                if (here && !found.contains(new Id128(hi, lo))) {
                    found.add(new Id128(hi, lo));
                }
            }
        });
        return found;
    }

    /** The commit that passed the record of the first of these steps that names one. */
    private List<TaskStep> commitOf(List<TaskStep> steps) {
        for (TaskStep step : steps) {
            QueuePartition maybeWhere = step.maybePartition();
            if (maybeWhere != null) {
                long[] commit = commits.firstBeyond(refs.known(maybeWhere), step.offset(), step.atMs());
                return commit.length == 0
                        ? List.of()
                        : List.of(new TaskStep(
                                step.id(),
                                commit[0],
                                StepKind.COMMITTED,
                                commit[1],
                                Token.NONE,
                                0,
                                "",
                                null,
                                maybeWhere,
                                step.offset()));
            }
        }
        return List.of();
    }

    private void add(TaskIds ids, int i, long code, long value) {
        if (kept.mayHold(ids.lo(i)) && kept.holds(ids.get(i))) {
            kept.add(unpacked(ids.get(i), atMs, code, epoch, value));
            return;
        }
        ring.add(ids.hi(i), ids.lo(i), atMs, code, epoch, value);
    }

    private static long code(StepKind kind, int attempt, int detail, int subject) {
        return (long) kind.ordinal() << 56 | (long) Math.min(attempt, 255) << 48 | (long) detail << 32 | subject;
    }

    private static StepKind kindOf(long code) {
        return StepKind.of((int) (code >>> 56));
    }

    private TaskStep unpacked(Id128 id, long when, long code, long reign, long value) {
        StepKind kind = kindOf(code);
        String maybeDetail = refs.maybe((int) (code >>> 32) & 0xffff, String.class);
        QueuePartition maybePartition = refs.maybe((int) code, QueuePartition.class);
        boolean placed = kind == StepKind.VOTED;
        return new TaskStep(
                id,
                when,
                kind,
                reign,
                placed ? Token.NONE : value,
                (int) (code >>> 48) & 0xff,
                maybeDetail == null ? "" : maybeDetail,
                refs.maybe((int) code, NodeId.class),
                maybePartition,
                placed ? value : -1);
    }
}
