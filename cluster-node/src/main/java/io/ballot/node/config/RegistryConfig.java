package io.ballot.node.config;

/**
 * What the cluster remembers of tasks, and how surely.
 *
 * @param filterExpectedTasks tasks for which one generation of the Bloom filter is made
 * @param filterErrorRate the share of new tasks that the filter takes for known ones, as a fraction
 * @param recentOutcomesMax final outcomes remembered exactly; an id submitted again later than that goes to the check
 * @param journalFsync whether what the journal tells is forced to disk before anybody is told
 */
public record RegistryConfig(
        long filterExpectedTasks, double filterErrorRate, int recentOutcomesMax, boolean journalFsync) {

    static final String FILTER_EXPECTED_TASKS = "filter.expected.tasks";
    static final String FILTER_ERROR_RATE = "filter.error.rate";
    static final String RECENT_OUTCOMES_MAX = "recent.outcomes.max";
    static final String JOURNAL_FSYNC = "journal.fsync";

    static void define(Definition keys) {
        keys.group("Filter and memory")
                .count(
                        FILTER_EXPECTED_TASKS,
                        10_000_000,
                        1000,
                        1_000_000_000,
                        "Tasks for which one generation of the filter is made; 4.9 bytes of memory each at the default"
                                + " error rate, in two generations.")
                .fraction(
                        FILTER_ERROR_RATE,
                        1e-6,
                        1e-9,
                        0.1,
                        "The share of new tasks that the filter takes for known ones. Each goes through a doubt for"
                                + " nothing, so keep it small.")
                .integer(
                        RECENT_OUTCOMES_MAX,
                        1_000_000,
                        1000,
                        100_000_000,
                        "Final outcomes remembered exactly. An id submitted again after it left them goes to the"
                                + " check.")
                .text(
                        JOURNAL_FSYNC,
                        "no",
                        Choice.of("no", "yes").notYet("always", "interval"),
                        "Whether the journal is forced to disk before anything that it tells is acknowledged. What a"
                                + " node knows survives its process either way. no: not a crash of its machine, after"
                                + " which it starts without memory; the other nodes still have it. yes: that too, at"
                                + " the price of a disk's write for each group of answers.");
    }

    static RegistryConfig from(Values values) {
        return new RegistryConfig(
                values.number(FILTER_EXPECTED_TASKS),
                values.fraction(FILTER_ERROR_RATE),
                values.integer(RECENT_OUTCOMES_MAX),
                values.text(JOURNAL_FSYNC).equals("yes"));
    }
}
