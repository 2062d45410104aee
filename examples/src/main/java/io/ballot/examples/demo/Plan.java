package io.ballot.examples.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What is submitted: 20,000 tasks in 20,200 records.
 *
 * <p>Half of the 200 duplicates follow their first while that still waits, half are submitted when the first is committed
 * long since; of either half, every other one goes to another partition, and so, mostly, to another node.
 */
final class Plan {

    static final int TASKS = 20_000;
    static final int PARTITIONS = 8;
    static final int DUPLICATES_WHILE_WAITING = 100;
    static final int DUPLICATES_AFTER_COMMIT = 100;
    static final int RECORDS = TASKS + DUPLICATES_WHILE_WAITING + DUPLICATES_AFTER_COMMIT;

    /** From here on a first cannot have been executed when its duplicate is submitted: the cluster is not that fast. */
    private static final int SURELY_WAITING_FROM = TASKS / 2;
    /** A duplicate comes up to so many records after its first: in the same poll, or some polls later. */
    private static final int DISTANCES = 300;

    private Plan() {}

    /** Every task once, and the duplicates of tasks that still wait. */
    static List<Delivery> first() {
        int every = (TASKS - SURELY_WAITING_FROM) / DUPLICATES_WHILE_WAITING;
        List<List<Delivery>> after = new ArrayList<>();
        for (int number = 0; number < TASKS; number++) {
            after.add(new ArrayList<>(0));
        }
        for (int k = 0; k < DUPLICATES_WHILE_WAITING; k++) {
            int number = SURELY_WAITING_FROM + k * every;
            int distance = k * 7 % DISTANCES;
            after.get(Math.min(TASKS - 1, number + distance)).add(duplicate(number, k));
        }
        List<Delivery> all = new ArrayList<>();
        for (int number = 0; number < TASKS; number++) {
            all.add(new Delivery(number, partitionOf(number), false));
            all.addAll(after.get(number));
        }
        return all;
    }

    /** Duplicates of {@code count} of these tasks, spread over them. */
    static List<Delivery> again(List<Integer> numbers, int count) {
        if (numbers.size() < count) {
            throw new IllegalArgumentException(
                    "there are " + numbers.size() + " tasks to choose " + count + " duplicates from");
        }
        List<Delivery> chosen = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            chosen.add(duplicate(numbers.get((int) ((long) k * numbers.size() / count)), k));
        }
        return chosen;
    }

    private static Delivery duplicate(int number, int k) {
        int home = partitionOf(number);
        boolean moves = k % 2 == 1;
        return new Delivery(number, moves ? (home + 1 + k % (PARTITIONS - 1)) % PARTITIONS : home, true);
    }

    static int partitionOf(int number) {
        return number % PARTITIONS;
    }
}
