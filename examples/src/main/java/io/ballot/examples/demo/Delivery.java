package io.ballot.examples.demo;

import java.util.Locale;

/**
 * One record to submit.
 *
 * @param number of the task, from 0; a duplicate has the number of its first
 * @param partition where the record goes
 */
record Delivery(int number, int partition, boolean isDuplicate) {

    /** The task's id, the same for all its records. */
    String id() {
        return idOf(number);
    }

    static String idOf(int number) {
        return String.format(Locale.ROOT, "webhook-%05d", number);
    }
}
