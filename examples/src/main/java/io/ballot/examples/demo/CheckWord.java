package io.ballot.examples.demo;

import io.ballot.worker.DoubtReason;
import io.ballot.worker.Evidence;

/** One answer of the check: which task, why it was doubtful, and what was found. */
record CheckWord(String id, DoubtReason reason, Evidence answer) {

    String line() {
        return id + " " + reason + " " + answer;
    }

    static CheckWord parse(String line) {
        String[] fields = line.split(" ", 3);
        return new CheckWord(fields[0], DoubtReason.valueOf(fields[1]), Evidence.valueOf(fields[2]));
    }
}
