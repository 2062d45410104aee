package io.ballot.benchmarks.recovery;

import java.util.Arrays;

/**
 * One recovery, in a process that has just begun. Times in nanoseconds.
 *
 * @param bytes of all files in the directory
 * @param startNanos from the fork until the program has begun and can log: the JVM's own start, and that of any node
 * @param recoveryNanos from there until it is known again what the files hold
 * @param cpuNanos of the processors, from the fork to that moment, in all threads: compilers and collector too
 * @param readNanos to read the files once more afterwards, from the page cache
 * @param remembered tasks that the filter has again, of those that were granted
 */
record Round(
        long bytes,
        long startNanos,
        long recoveryNanos,
        long cpuNanos,
        long readNanos,
        long remembered,
        long ledger,
        long recents) {

    private static final int FIELDS = 8;

    String line() {
        return bytes + " " + startNanos + " " + recoveryNanos + " " + cpuNanos + " " + readNanos + " " + remembered
                + " " + ledger + " " + recents;
    }

    /** @throws IllegalArgumentException when the process said something else */
    static Round parse(String line) {
        if (!line.matches("\\d+( \\d+){" + (FIELDS - 1) + "}")) {
            throw new IllegalArgumentException("no figures: '" + line + "'");
        }
        long[] n = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Round(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }

    /** From the fork on: what somebody waits for. */
    double seconds() {
        return (startNanos + recoveryNanos) / 1e9;
    }
}
