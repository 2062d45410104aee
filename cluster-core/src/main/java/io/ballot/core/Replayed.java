package io.ballot.core;

import io.ballot.protocol.Entry;
import io.ballot.protocol.JournalRecord;
import java.util.List;

/**
 * What a recovery has to do again, one by one, after it has read the whole memory that the journal's file begins with: a
 * count of tasks and of words, which are the steps it takes. One that goes on with a file goes on with its count, so that
 * many short lives do not make a file that no life would have made.
 */
final class Replayed {

    private long steps;

    void count(JournalRecord change) {
        if (change instanceof JournalRecord.Entries applied) {
            steps += steps(applied.entries());
        } else if (change instanceof JournalRecord.Whole) {
            steps = 0;
        }
    }

    private static long steps(List<Entry> entries) {
        long steps = entries.size() + Entry.tasks(entries);
        for (Entry entry : entries) {
            if (entry instanceof Entry.Bits bits) {
                steps += bits.bits().words().length;
            } else if (entry instanceof Entry.Outcomes outcomes) {
                steps += outcomes.recents().ids().size();
            }
        }
        return steps;
    }

    void continueFrom(Replayed before) {
        steps = before.steps;
    }

    long steps() {
        return steps;
    }
}
