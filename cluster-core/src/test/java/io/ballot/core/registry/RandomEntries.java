package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entries as a confused leader might send them, drawn from a seed: old tokens, repeats, leaps and all. */
final class RandomEntries {

    static final int IDS = 120;
    static final List<QueuePartition> PARTITIONS = List.of(Given.P0, Given.P1);
    private static final List<Life> LIVES = List.of(Given.ANNA, Given.BERT, Given.CARL);
    private static final TaskState[] CHANGES = {
        TaskState.RUNNING, TaskState.RELEASED, TaskState.ORPHANED, TaskState.EXECUTED
    };

    private final Random random;
    private final boolean orderly;
    private final List<Entry.Grants> past = new ArrayList<>();
    private final long[] lastToken = new long[IDS];
    private long counter;
    private long claimNo;
    private int generation;

    RandomEntries(long seed) {
        this(seed, false);
    }

    private RandomEntries(long seed, boolean orderly) {
        random = new Random(seed);
        this.orderly = orderly;
    }

    /** As a leader in its right mind sends them: tokens grow, nothing comes twice. */
    static RandomEntries orderly(long seed) {
        return new RandomEntries(seed, true);
    }

    Entry next() {
        int dice = random.nextInt(100);
        if (dice < 35) {
            return grants();
        }
        if (dice < 40 && !past.isEmpty() && !orderly) {
            return past.get(random.nextInt(past.size()));
        }
        if (dice < 85) {
            return changes();
        }
        if (dice < 97) {
            return new Entry.Committed(partition(), random.nextInt(120));
        }
        generation += random.nextInt(2);
        return new Entry.Rotate(generation);
    }

    private QueuePartition partition() {
        return PARTITIONS.get(random.nextInt(PARTITIONS.size()));
    }

    private Entry.Grants grants() {
        int size = random.nextInt(8);
        long[] offsets = new long[size];
        long[] words = new long[2 * size];
        long[] tokens = new long[size];
        byte[] states = new byte[size];
        byte[] attempts = new byte[size];
        byte[] fresh = new byte[size];
        long offset = random.nextInt(110);
        for (int i = 0; i < size; i++) {
            offset += 1 + random.nextInt(2);
            offsets[i] = offset;
            int number = random.nextInt(IDS);
            words[2 * i] = Given.id(number).hi();
            words[2 * i + 1] = Given.id(number).lo();
            tokens[i] = random.nextInt(10) == 0 && !orderly ? 1 + random.nextLong(counter + 1) * 2 : ++counter * 2;
            lastToken[number] = tokens[i];
            states[i] = (random.nextBoolean() ? TaskState.GRANTED : TaskState.RUNNING).code();
            attempts[i] = (byte) (1 + random.nextInt(3));
            fresh[i] = (byte) random.nextInt(2);
        }
        Claim claim = new Claim(++claimNo, partition(), offsets, TaskIds.wrap(words), new byte[size]);
        Entry.Grants grants =
                new Entry.Grants(LIVES.get(random.nextInt(LIVES.size())), claim, tokens, states, attempts, fresh);
        past.add(grants);
        return grants;
    }

    private Entry.Changes changes() {
        int size = 1 + random.nextInt(4);
        long[] words = new long[2 * size];
        long[] tokens = new long[size];
        byte[] states = new byte[size];
        byte[] outcomes = new byte[size];
        for (int i = 0; i < size; i++) {
            int number = random.nextInt(IDS);
            words[2 * i] = Given.id(number).hi();
            words[2 * i + 1] = Given.id(number).lo();
            tokens[i] = random.nextInt(8) == 0 ? random.nextLong(counter * 2 + 1) : lastToken[number];
            TaskState state = CHANGES[random.nextInt(CHANGES.length)];
            states[i] = state.code();
            if (state == TaskState.EXECUTED) {
                outcomes[i] = (byte) (1 + random.nextInt(Outcome.values().length - 1));
            }
        }
        return new Entry.Changes(TaskIds.wrap(words), tokens, states, outcomes);
    }
}
