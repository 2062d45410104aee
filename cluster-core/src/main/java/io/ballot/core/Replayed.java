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
        } else if (!(change instanceof JournalRecord.Promise)) {
            throw new IllegalStateException("nobody knows how many steps this takes: " + change);
        }
    }

    private static long steps(List<Entry> entries) {
        long steps = entries.size();
        for (Entry entry : entries) {
            steps += stepsWithin(entry);
        }
        return steps;
    }

    private static int stepsWithin(Entry entry) {
        if (entry instanceof Entry.Grants grants) {
            return grants.claim().size();
        } else if (entry instanceof Entry.Changes changes) {
            return changes.ids().size();
        } else if (entry instanceof Entry.Bits bits) {
            return bits.bits().words().length;
        } else if (entry instanceof Entry.Outcomes outcomes) {
            return outcomes.recents().ids().size();
        } else if (entry instanceof Entry.Committed || entry instanceof Entry.Rotate) {
            return 0;
        }
        throw new IllegalStateException("nobody knows how many steps this takes: " + entry);
    }

    void continueFrom(Replayed before) {
        steps = before.steps;
    }

    long steps() {
        return steps;
    }
}
