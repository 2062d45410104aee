package io.ballot.node.config;

/** What executes a queue's tasks. */
public enum WorkerType {
    /** A {@code TaskWorker} class in {@code plugins/} or on the class path. */
    CLASS,
    /** A command line, run by {@code /bin/sh -c} once per task. */
    COMMAND,
    /** A {@code TaskWorker} that the program around the node hands over. */
    EMBEDDED
}
