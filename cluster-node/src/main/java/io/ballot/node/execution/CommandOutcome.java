package io.ballot.node.execution;

import java.nio.charset.StandardCharsets;

/**
 * How a command ended.
 *
 * @param stopped it was told to end; its exit code then says nothing about the task
 * @param lost its guard was killed: nobody knows how it ended
 * @param output the first bytes of its standard output
 * @param errors the last bytes of its standard error
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once
record CommandOutcome(int exitCode, boolean stopped, boolean lost, byte[] output, byte[] errors) {

    private static final int WORDS_MAX_CHARS = 500;

    /** {@code exit 3: last line of standard error}, of a long line its end. */
    String words() {
        String text = new String(errors, StandardCharsets.UTF_8).strip();
        String exit =
                exitCode > 128 && exitCode <= 128 + 64 ? "ended by signal " + (exitCode - 128) : "exit " + exitCode;
        if (text.isEmpty()) {
            return exit;
        }
        int from = Math.max(text.lastIndexOf('\n') + 1, text.length() - WORDS_MAX_CHARS);
        return exit + ": " + text.substring(from);
    }
}
