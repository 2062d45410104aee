package io.ballot.core.history;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of tasks that were doubtful, from the doubt on: they outlive the ring, because these are the ones that people
 * ask about.
 *
 * <p>Bounded by tasks and, since a doubt may take many rounds, by steps of a task: the first ones and the latest stay.
 */
final class KeptTasks {

    /** A doubt of ten minutes with a round a second, two peers: what is cut from the middle repeats what stays. */
    static final int STEPS_MAX = 64;

    private static final int MARKS = 1 << 16;

    private final int tasksMax;
    private final Map<Id128, List<TaskStep>> tasks = new LinkedHashMap<>();
    /** One bit for each kept id by its low bits, so that the way of other tasks costs no look-up. */
    private final long[] marks = new long[MARKS / Long.SIZE];

    KeptTasks(int tasksMax) {
        this.tasksMax = tasksMax;
    }

    /** Cheap, and wrong only in saying yes. */
    boolean mayHold(long lo) {
        int bit = (int) lo & (MARKS - 1);
        return (marks[bit / Long.SIZE] & 1L << bit) != 0;
    }

    boolean holds(Id128 id) {
        return tasks.containsKey(id);
    }

    /** Starts to keep this task; the oldest makes room. */
    void keep(Id128 id) {
        if (tasksMax == 0 || tasks.containsKey(id)) {
            return;
        }
        if (tasks.size() == tasksMax) {
            tasks.remove(tasks.keySet().iterator().next());
        }
        tasks.put(id, new ArrayList<>(4));
        int bit = (int) id.lo() & (MARKS - 1);
        marks[bit / Long.SIZE] |= 1L << bit;
    }

    /** @return whether the task is kept, and the step with it */
    boolean add(TaskStep step) {
        List<TaskStep> steps = tasks.get(step.id());
        if (steps == null) {
            return false;
        }
        if (steps.size() == STEPS_MAX) {
            steps.remove(STEPS_MAX / 2);
        }
        steps.add(step);
        return true;
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
