package io.ballot.node.config;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What executes a queue's tasks.
 *
 * @param type what kind of worker it is
 * @param command the command line, present for {@link WorkerType#COMMAND}
 * @param className the worker's class, present for {@link WorkerType#CLASS}
 * @param concurrency how many tasks of the queue run at once on this node
 * @param prefetch records of one partition that may be held on this node before its fetching pauses
 * @param order in which order; only {@code unordered} in this version
 * @param timeoutMs after how long an attempt is stopped; empty: never
 * @param codec how a payload becomes the worker's task: {@code worker} (by its type), {@code bytes}, {@code string},
 *     {@code json} or a codec's class
 */
public record WorkerConfig(
        WorkerType type,
        Optional<String> command,
        Optional<String> className,
        int concurrency,
        int prefetch,
        String order,
        OptionalLong timeoutMs,
        String codec) {

    static final String WORKER = "worker";
    static final String COMMAND = "command";
    static final String HTTP_URL = "http.url";
    static final String CLASS = "class";
    static final String CONCURRENCY = "concurrency";
    static final String PREFETCH = "prefetch";
    static final String ORDER = "order";
    static final String TIMEOUT_MS = "timeout.ms";
    static final String CODEC = "codec";

    private static final NumberOr TIMEOUT_FORM = new NumberOr("none", 1, 31_536_000_000L);

    static void define(Definition keys, String prefix) {
        keys.group("Workers of a queue")
                .text(
                        prefix + WORKER,
                        null,
                        Choice.of("class", "command", "embedded").notYet("http"),
                        "What executes a task; must be given. class: a Java class; command: a command line; embedded:"
                                + " the program around the node hands the worker over.")
                .text(
                        prefix + COMMAND,
                        null,
                        Form.ANY_TEXT,
                        "For worker=command: a command line for /bin/sh -c, run once per task with the payload on"
                                + " standard input. Exit 0: done; 100: failed for good; else: failed, tried again.")
                .text(
                        prefix + HTTP_URL,
                        null,
                        Form.ANY_TEXT,
                        "For worker=http, which is not available in this version.")
                .text(
                        prefix + CLASS,
                        null,
                        Form.CLASS_NAME,
                        "For worker=class: a TaskWorker in plugins/ or on the class path.")
                .integer(prefix + CONCURRENCY, 16, 1, 10_000, "How many tasks of the queue run at once on this node.")
                .integer(
                        prefix + PREFETCH,
                        20_000,
                        1,
                        1_000_000,
                        "How many records of one partition this node fetches ahead; they are held in memory, so take less"
                                + " where payloads are large. One slow task holds up its partition after so many others.")
                .text(
                        prefix + ORDER,
                        "unordered",
                        Choice.of("unordered").notYet("key", "partition"),
                        "In which order the tasks of a partition run. Only unordered in this version.")
                .text(
                        prefix + TIMEOUT_MS,
                        "none",
                        TIMEOUT_FORM,
                        "After how many milliseconds an attempt is stopped and counts as failed; none: never.")
                .text(
                        prefix + CODEC,
                        "worker",
                        Form.CODEC,
                        "How a payload becomes what the worker is given. worker: as the worker's type says (byte[]"
                                + " and String as they are, other classes as JSON); or bytes, string, json, or the"
                                + " class of a PayloadCodec.");
    }

    static WorkerConfig from(Values values, String prefix) {
        return new WorkerConfig(
                WorkerType.valueOf(
                        values.maybeText(prefix + WORKER).orElse("embedded").toUpperCase(Locale.ROOT)),
                values.maybeText(prefix + COMMAND),
                values.maybeText(prefix + CLASS),
                values.integer(prefix + CONCURRENCY),
                values.integer(prefix + PREFETCH),
                values.text(prefix + ORDER),
                TIMEOUT_FORM.parse(values.text(prefix + TIMEOUT_MS)),
                values.text(prefix + CODEC));
    }
}
