package io.ballot.examples.demo;

/**
 * What the demo measured while it did its damage.
 *
 * @param killed the leader that was killed
 * @param recordsLeft records not committed when it was
 * @param runningThere tasks that it was executing then
 * @param leaderlessMs from the SIGKILL until the next leader's view stood in ZooKeeper
 * @param longestPauseMs the longest time in which no node executed anything
 * @param waitingDuplicates duplicates whose first had no effect yet when all of them were submitted
 * @param workMs from the first effect to the last
 */
record Facts(
        String killed,
        long recordsLeft,
        int runningThere,
        long leaderlessMs,
        long longestPauseMs,
        int waitingDuplicates,
        long workMs) {

    /** Whether the damage was what it was meant to be: otherwise the accounts would show nothing. */
    boolean isWorthIt() {
        return recordsLeft >= Plan.RECORDS / 4 && runningThere > 0 && waitingDuplicates > 0;
    }
}
