package io.ballot.node.execution;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What all queues of a node share.
 *
 * @param callbackThreads where users' {@code onCancel} actions run, which may block
 * @param fatal told of an error that the process must not outlive (R12)
 */
record Shared(
        TaskSource source,
        LeaseGate gate,
        Reporter reporter,
        LastWords lastWords,
        Executor callbackThreads,
        Consumer<Throwable> fatal) {}
