package io.ballot.benchmarks.recovery;

import java.util.Arrays;

/**
 * One recovery.
 *
 * @param bytes of all files in the directory
 * @param readNanos to read them once, from the page cache
 * @param recoveryNanos to know again what they hold; a process that has just begun
 * @param remembered tasks added to the filter that was recovered
 */
record Round(long bytes, long readNanos, long recoveryNanos, long remembered, long ledger, long recents) {

    String line() {
        return bytes + " " + readNanos + " " + recoveryNanos + " " + remembered + " " + ledger + " " + recents;
    }

    /** @throws IllegalArgumentException when the process said something else */
    static Round parse(String line) {
        if (!line.matches("\\d+( \\d+){5}")) {
            throw new IllegalArgumentException("no figures: '" + line + "'");
        }
        long[] numbers =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Round(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    double seconds() {
        return recoveryNanos / 1e9;
    }

    double ratioToReading() {
        return (double) recoveryNanos / readNanos;
    }
}
