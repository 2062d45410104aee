package io.ballot.node.config;

import java.util.Locale;
import java.util.Optional;

/**
 * What decides a doubtful task of a queue when no evidence does (D3).
 *
 * @param type the strategy
 * @param command the command line, present for {@link CheckType#COMMAND}
 * @param className the check's class, present for {@link CheckType#CLASS}
 * @param timeoutMs after how long one asking counts as unknown
 */
public record CheckConfig(CheckType type, Optional<String> command, Optional<String> className, long timeoutMs) {

    static final String CHECK = "check";
    static final String COMMAND = "check.command";
    static final String CLASS = "check.class";
    static final String TIMEOUT_MS = "check.timeout.ms";

    static void define(Definition keys, String prefix) {
        keys.group("Doubtful tasks of a queue")
                .text(
                        prefix + CHECK,
                        "park",
                        Choice.of("park", "never", "rerun", "command", "class", "embedded")
                                .notYet("jdbc"),
                        "What decides a doubtful task when no evidence does. park: a person, nothing is lost or"
                                + " repeated; rerun: run it again, the worker is idempotent; never: do not run it"
                                + " again; command, class: your code; embedded: the program around the node hands the"
                                + " check over.")
                .text(
                        prefix + COMMAND,
                        null,
                        Form.ANY_TEXT,
                        "For check=command: a command line for /bin/sh -c with the task as a worker gets it. Exit 0: it"
                                + " was executed; 1: it was not; else unknown, and the task is parked.")
                .text(
                        prefix + CLASS,
                        null,
                        Form.CLASS_NAME,
                        "For check=class: an IdempotencyCheck in plugins/ or on the class path.")
                .millis(
                        prefix + TIMEOUT_MS,
                        30_000,
                        10,
                        86_400_000,
                        "After how long a check that has not answered is stopped and counts as failed. A check that fails"
                                + " three times leaves the task to a person: it is parked.");
    }

    static CheckConfig from(Values values, String prefix) {
        return new CheckConfig(
                CheckType.valueOf(values.text(prefix + CHECK).toUpperCase(Locale.ROOT)),
                values.maybeText(prefix + COMMAND),
                values.maybeText(prefix + CLASS),
                values.number(prefix + TIMEOUT_MS));
    }
}
