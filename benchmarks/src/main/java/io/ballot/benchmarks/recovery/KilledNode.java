package io.ballot.benchmarks.recovery;

import io.ballot.core.CoreConfig;
import io.ballot.core.Event;
import io.ballot.core.registry.Registry;
import io.ballot.node.store.DataDirectory;
import io.ballot.node.store.Journal;
import io.ballot.node.store.JournalSettings;
import io.ballot.node.store.StoreException;
import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.Token;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Leaves a data directory as a node does that is killed after some tasks: claims of a poll's size, granted, executed and
 * committed; the last thousand tasks are still under way. The settings are a node's defaults.
 */
final class KilledNode {

    static final Id128 STORE = new Id128(1, 2);
    static final int CLAIM = 500;

    /** A claim is an entry and a change a task when it is granted, two entries and a change a task when it is executed. */
    private static final int CHANGES_A_CLAIM = 3 + 2 * CLAIM;

    private static final String CLUSTER = "bench";
    private static final NodeId NODE = new NodeId("n1");
    private static final FilterParams FILTER = new FilterParams(10_000_000, 1e-6);
    private static final int RECENT_OUTCOMES = 1_000_000;
    private static final int UNDER_WAY = 1_000;
    private static final long SEED = 1;
    private static final int AHEAD = 1_000;

    private final Registry registry = new Registry(FILTER, RECENT_OUTCOMES);
    private final Semaphore room = new Semaphore(AHEAD);
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final QueuePartition partition = new QueuePartition("bench", new Id128(3, 4), 0);
    private final Life holder = new Life(NODE, new Id128(5, 6), new Id128(7, 8));
    private final Journal journal;
    private long number;
    private long told;

    private KilledNode(Journal journal) {
        this.journal = journal;
    }

    /** How many tasks such a node can put into its journal before it writes its whole memory anew. */
    static int tasksBetweenCheckpoints() {
        return (int) (CoreConfig.CHECKPOINT_TASKS / CHANGES_A_CLAIM) * CLAIM;
    }

    /** How many of the tasks of such a node a memory knows again. */
    static long known(Registry registry, int tasks) {
        SplittableRandom ids = new SplittableRandom(SEED);
        long known = 0;
        for (int i = 0; i < tasks; i++) {
            known += registry.mightContain(ids.nextLong(), ids.nextLong()) ? 1 : 0;
        }
        return known;
    }

    static JournalSettings settings(DataDirectory directory) {
        return new JournalSettings(directory, CLUSTER, NODE, FILTER, RECENT_OUTCOMES, false);
    }

    static DataDirectory directory(Path path) throws StoreException {
        return DataDirectory.open(path, CLUSTER);
    }

    /** A process that fills the directory and ends without a word. Arguments: directory, tasks, tasks since. */
    public static void main(String[] args) throws Exception {
        DataDirectory directory = directory(Path.of(args[0]));
        Journal journal = Journal.open(settings(directory), Optional.empty(), () -> STORE);
        KilledNode node = new KilledNode(journal);
        journal.start(node::onEvent, error -> Runtime.getRuntime().halt(1));
        long tasks = Long.parseLong(args[1]);
        long since = Long.parseLong(args[2]);
        node.run(0, tasks - since, false);
        node.append(new JournalRecord.Whole(1, node.registry.snapshot()));
        node.run(tasks - since, tasks, true);
        node.room.acquire(AHEAD);
        Runtime.getRuntime().halt(0);
    }

    private synchronized void onEvent(Event event) {
        if (event instanceof Event.Journaled journaled) {
            room.release((int) (journaled.upTo() - told));
            told = journaled.upTo();
        } else {
            System.err.println(event);
            Runtime.getRuntime().halt(1);
        }
    }

    private void append(JournalRecord change) throws InterruptedException {
        room.acquire();
        journal.append(++number, change);
    }

    private void run(long from, long to, boolean journaled) throws InterruptedException {
        for (long first = from; first < to; first += CLAIM) {
            int size = (int) Math.min(CLAIM, to - first);
            TaskIds ids = ids(size);
            long[] tokens = numbers(Token.of(1, first), size);
            List<Entry> granted = List.of(granted(first, ids, tokens));
            apply(granted, journaled);
            if (first + size <= to - UNDER_WAY || !journaled) {
                apply(List.of(executed(ids, tokens), new Entry.Committed(partition, first + size)), journaled);
            }
            if (registry.needsRotation()) {
                apply(List.of(new Entry.Rotate(registry.currentGeneration() + 1)), journaled);
            }
        }
    }

    private void apply(List<Entry> entries, boolean journaled) throws InterruptedException {
        entries.forEach(registry::apply);
        if (journaled) {
            append(new JournalRecord.Entries(entries));
        }
    }

    private Entry granted(long first, TaskIds ids, long[] tokens) {
        int size = ids.size();
        byte[] ones = new byte[size];
        Arrays.fill(ones, (byte) 1);
        byte[] running = new byte[size];
        Arrays.fill(running, TaskState.RUNNING.code());
        Claim claim = new Claim(first / CLAIM + 1, partition, numbers(first, size), ids, new byte[size]);
        return new Entry.Grants(holder, claim, tokens, running, ones, ones);
    }

    private static Entry executed(TaskIds ids, long[] tokens) {
        byte[] executed = new byte[ids.size()];
        Arrays.fill(executed, TaskState.EXECUTED.code());
        byte[] success = new byte[ids.size()];
        Arrays.fill(success, Outcome.SUCCESS.code());
        return new Entry.Changes(ids, tokens, executed, success);
    }

    private TaskIds ids(int size) {
        long[] words = new long[2 * size];
        Arrays.setAll(words, i -> random.nextLong());
        return TaskIds.wrap(words);
    }

    private static long[] numbers(long first, int size) {
        long[] numbers = new long[size];
        Arrays.setAll(numbers, i -> first + i);
        return numbers;
    }
}
