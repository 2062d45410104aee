package io.ballot.core.history;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of tasks that were doubtful, from the doubt on: they outlive the ring, because these are the ones that people
 * ask about.
 *
 * <p>Bounded by tasks and, since a doubt may take many rounds, by steps of a task: the first ones and the latest stay.
 */
final class KeptTasks {

    /** A doubt of ten minutes with a round a second, two peers: what is cut from the middle repeats what stays. */
    static final int STEPS_MAX = 64;

    /** 128 KiB, taken with the first doubt: with 100,000 kept tasks nine of ten other tasks still cost no look-up. */
    private static final int MARKS = 1 << 20;

    /** So that making room has a bounded price where nearly all are open. */
    private static final int LOOKED_AT = 16;

    /** After these a doubt is not settled yet. */
    private static final Set<StepKind> OPEN =
            EnumSet.of(StepKind.VOTED, StepKind.BUSY, StepKind.DOUBT, StepKind.EVIDENCE, StepKind.CHECK);

    private final int tasksMax;
    private final Map<Id128, List<TaskStep>> tasks = new LinkedHashMap<>();
    /** One bit for each kept id by its low bits, so that the way of other tasks costs no look-up. */
    private long[] marks = new long[0];
    /** Tasks that made room since the marks were last made anew. */
    private int leftMarks;

    KeptTasks(int tasksMax) {
        this.tasksMax = tasksMax;
    }

    /** Cheap, and wrong only in saying yes. */
    boolean mayHold(long lo) {
        int bit = (int) lo & (MARKS - 1);
        return marks.length > 0 && (marks[bit / Long.SIZE] & 1L << bit) != 0;
    }

    boolean holds(Id128 id) {
        return tasks.containsKey(id);
    }

    /** Starts to keep this task; the oldest that is settled makes room. */
    void keep(Id128 id) {
        if (tasksMax == 0 || tasks.containsKey(id)) {
            return;
        }
        if (tasks.size() == tasksMax) {
            makeRoom();
            leftMarks++;
        }
        tasks.put(id, new ArrayList<>(4));
        if (marks.length == 0 || leftMarks > tasksMax / 2) {
            marks = new long[MARKS / Long.SIZE];
            leftMarks = 0;
            tasks.keySet().forEach(this::mark);
        } else {
            mark(id);
        }
    }

    /** Looks at a few of the oldest; those still open go to the end. If all of them are, the next one goes all the same. */
    private void makeRoom() {
        for (int looked = 0; looked < LOOKED_AT && isOpen(oldest()); looked++) {
            Map.Entry<Id128, List<TaskStep>> open = oldest();
            tasks.remove(open.getKey());
            tasks.put(open.getKey(), open.getValue());
        }
        tasks.remove(oldest().getKey());
    }

    private Map.Entry<Id128, List<TaskStep>> oldest() {
        Map.Entry<Id128, List<TaskStep>> first = tasks.entrySet().iterator().next();
        return Map.entry(first.getKey(), first.getValue());
    }

    private static boolean isOpen(Map.Entry<Id128, List<TaskStep>> task) {
        List<TaskStep> steps = task.getValue();
        return !steps.isEmpty() && OPEN.contains(steps.get(steps.size() - 1).kind());
    }

    private void mark(Id128 id) {
        int bit = (int) id.lo() & (MARKS - 1);
        marks[bit / Long.SIZE] |= 1L << bit;
    }

    /** Adds a step to a task that is kept. */
    void add(TaskStep step) {
        List<TaskStep> steps = tasks.get(step.id());
        if (steps == null) {
            return;
        }
        if (steps.size() == STEPS_MAX) {
            steps.remove(STEPS_MAX / 2);
        }
        steps.add(step);
    }

    List<TaskStep> of(Id128 id) {
        List<TaskStep> maybeSteps = tasks.get(id);
        return maybeSteps == null ? List.of() : List.copyOf(maybeSteps);
    }

    /** Ids of the tasks whose record lay there. */
    List<Id128> at(String queue, int partition, long offset) {
        List<Id128> found = new ArrayList<>();
        tasks.forEach((id, steps) -> {
            if (steps.stream().anyMatch(step -> isAt(step, queue, partition, offset))) {
                found.add(id);
            }
        });
        return found;
    }

    private static boolean isAt(TaskStep step, String queue, int partition, long offset) {
        QueuePartition maybeWhere = step.maybePartition();
        return maybeWhere != null
                && step.offset() == offset
                && maybeWhere.partition() == partition
                && maybeWhere.queue().equals(queue);
    }
}
