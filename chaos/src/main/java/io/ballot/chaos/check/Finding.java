package io.ballot.chaos.check;

/**
 * Something that the accounts show.
 *
 * @param timeMs when, by the effect store's clock
 * @param task whose story it is
 * @param words what happened, for people
 */
public record Finding(Kind kind, long timeMs, String task, String words) {

    /** What is found, and whether a promise is broken by it. */
    public enum Kind {
        /** Committed, and neither executed nor put aside. */
        LOST(true),
        /** Acknowledged by Kafka, and at the end neither executed nor committed nor put aside. */
        UNFINISHED(true),
        /** One record took effect twice without a word that allowed it. */
        REPEATED(true),
        /** A record that was sent again under the same id took effect beside the first. */
        DUPLICATED(true),
        /** Begun a second time, no effect yet, without a word that allowed it. */
        BEGUN_AGAIN(true),
        /** Two executions of one task at the same time. */
        OVERLAPPING(true),
        /** A token that did not grow from one execution to the next, or was given to two tasks. */
        TOKEN(true),
        /** A check was asked although nothing had happened to any process that knew the task. */
        UNEXPLAINED_DOUBT(true),
        /** Committed before it was executed or put aside. */
        COMMITTED_EARLY(true),
        /** Executed although its transaction was aborted, or although nobody submitted it. */
        STRANGER(true),
        /** Took effect twice, the second time after its check had said that it had not. */
        REPEATED_AFTER_CHECK(false),
        /** Begun again after its check had said so, as it should be. */
        CHECKED(false),
        /** A check was asked about a task that nobody had begun: marked by a process that was struck, or known only to a filter. */
        CHECKED_UNBEGUN(false),
        /** A process that was stopped beyond its lease went on beside its successor. */
        FROZEN(false),
        /** The store refused an older token. */
        REFUSED(false);

        private final boolean breaksPromise;

        Kind(boolean breaksPromise) {
            this.breaksPromise = breaksPromise;
        }

        public boolean breaksPromise() {
            return breaksPromise;
        }
    }
}
