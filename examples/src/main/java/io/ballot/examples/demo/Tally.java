package io.ballot.examples.demo;

import java.util.List;

/**
 * The accounts: what became of every task. Made from what was submitted, from the effect log and from Kafka's offsets and
 * topics; no node is asked.
 *
 * @param ids tasks submitted
 * @param records records that they were submitted in
 * @param committed records that Kafka has as done
 * @param executedOnce tasks with exactly one effect, and that of the right payload
 * @param suppressed records that were committed without an execution
 * @param repeated executions beyond a task's first
 * @param parked records in the topic for people
 * @param deadLetters records in the topic for what was given up
 * @param lost tasks without an effect that were not put aside either
 * @param wrong effects of another payload than the task's, or of no task that was submitted
 */
record Tally(
        int ids,
        int records,
        long committed,
        int executedOnce,
        long suppressed,
        int repeated,
        int parked,
        int deadLetters,
        int lost,
        int wrong) {

    static Tally of(int records, Webhooks webhooks, EffectIndex effects, long committed, PutAside aside) {
        int once = 0;
        int repeated = 0;
        int lost = 0;
        int known = 0;
        int wrong = 0;
        for (int number = 0; number < Plan.TASKS; number++) {
            String id = Delivery.idOf(number);
            List<Effect> executions = effects.of(id);
            String expected = webhooks.sha256(number);
            int mismatches = (int) executions.stream()
                    .filter(effect -> !effect.sha256().equals(expected))
                    .count();
            known += executions.size();
            wrong += mismatches;
            repeated += Math.max(0, executions.size() - 1);
            if (executions.isEmpty() && !aside.holds(id)) {
                lost++;
            } else if (executions.size() == 1 && mismatches == 0) {
                once++;
            }
        }
        wrong += effects.count() - known;
        int parked = aside.parked().size();
        int deadLetters = aside.deadLetters().size();
        return new Tally(
                Plan.TASKS,
                records,
                committed,
                once,
                committed - effects.count() - parked - deadLetters,
                repeated,
                parked,
                deadLetters,
                lost,
                wrong);
    }

    /** Whether every task was executed once, every duplicate suppressed and every record committed. */
    boolean addsUp() {
        return records == Plan.RECORDS
                && committed == records
                && executedOnce == ids
                && suppressed == records - ids
                && repeated == 0
                && parked == 0
                && deadLetters == 0
                && lost == 0
                && wrong == 0;
    }
}
