package io.ballot.node.execution;

/**
 * Where a queue's worker or check comes from.
 *
 * @param <I> {@code TaskWorker<?>} or {@code IdempotencyCheck<?>}
 */
public sealed interface Handler<I> {

    /** The word for it in {@code queue.NAME.worker} and {@code queue.NAME.check}. */
    String type();

    /** A class in {@code plugins/} or on the class path, with a public constructor without parameters. */
    record OfClass<I>(String className) implements Handler<I> {
        @Override
        public String type() {
            return "class";
        }
    }

    /** A command line for {@code /bin/sh -c}. */
    record OfCommand<I>(String line) implements Handler<I> {
        @Override
        public String type() {
            return "command";
        }
    }

    /** What the program around an embedded node handed over. */
    record OfInstance<I>(I instance) implements Handler<I> {
        @Override
        public String type() {
            return "embedded";
        }
    }
}
