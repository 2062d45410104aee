package io.ballot.core.registry;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import java.util.Arrays;

/** Short words for the entries and values that the registry's tests speak of. */
final class Given {

    /** Room for a thousand tasks, and no false positive within any test. */
    static final FilterParams SHAPE = new FilterParams(1_000, 1e-9);

    static final int RECENTS = 1_000;

    static final Life ANNA = life("anna");
    static final Life BERT = life("bert");
    static final Life CARL = life("carl");

    static final QueuePartition P0 = new QueuePartition("mail", new Id128(7, 7), 0);
    static final QueuePartition P1 = new QueuePartition("mail", new Id128(7, 7), 1);

    private Given() {}

    static Registry registry() {
        return new Registry(SHAPE, RECENTS);
    }

    static Life life(String name) {
        return new Life(new NodeId(name), id(name.hashCode()), id(name.hashCode() + 1_000_000));
    }

    /** A hashed id, always the same for one number. */
    static Id128 id(long number) {
        return new Id128(mix(number), mix(number ^ 0x5555555555555555L));
    }

    private static long mix(long z) {
        long x = (z + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    static TaskIds ids(long... numbers) {
        return TaskIds.of(Arrays.stream(numbers).mapToObj(Given::id).toArray(Id128[]::new));
    }

    /** Tasks at consecutive offsets and tokens, all fresh. */
    static Entry.Grants grants(
            Life holder, QueuePartition partition, long firstOffset, long firstToken, long... numbers) {
        return grants(holder, partition, firstOffset, firstToken, TaskState.GRANTED, numbers);
    }

    static Entry.Grants grants(
            Life holder,
            QueuePartition partition,
            long firstOffset,
            long firstToken,
            TaskState state,
            long... numbers) {
        int size = numbers.length;
        long[] offsets = new long[size];
        long[] tokens = new long[size];
        for (int i = 0; i < size; i++) {
            offsets[i] = firstOffset + i;
            tokens[i] = firstToken + i;
        }
        Claim claim = new Claim(firstToken, partition, offsets, ids(numbers), new byte[size]);
        return new Entry.Grants(
                holder, claim, tokens, filled(size, state.code()), filled(size, (byte) 1), filled(size, (byte) 1));
    }

    private static byte[] filled(int size, byte value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, value);
        return bytes;
    }

    static Entry.Changes change(long number, long token, TaskState state) {
        return change(number, token, state, Outcome.NONE);
    }

    static Entry.Changes executed(long number, long token, Outcome outcome) {
        return change(number, token, TaskState.EXECUTED, outcome);
    }

    private static Entry.Changes change(long number, long token, TaskState state, Outcome outcome) {
        return new Entry.Changes(
                ids(number), new long[] {token}, new byte[] {state.code()}, new byte[] {outcome.code()});
    }

    static boolean knows(Registry registry, long number) {
        return registry.mightContain(id(number).hi(), id(number).lo());
    }

    static boolean hasEntry(Registry registry, long number) {
        return slot(registry, number) != Registry.ABSENT;
    }

    static long slot(Registry registry, long number) {
        return registry.find(id(number).hi(), id(number).lo());
    }

    static TaskState state(Registry registry, long number) {
        return registry.state(slot(registry, number));
    }

    static Outcome recent(Registry registry, long number) {
        return registry.recentOutcome(id(number).hi(), id(number).lo());
    }
}
