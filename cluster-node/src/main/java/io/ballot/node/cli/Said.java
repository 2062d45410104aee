package io.ballot.node.cli;

import org.jspecify.annotations.Nullable;

/**
 * What a node answered, or that it did not.
 *
 * @param maybeValue null if there was no answer that counts
 * @param why the reason for none; empty if there is one
 */
record Said<T>(@Nullable T maybeValue, String why) {

    static <T> Said<T> of(T value) {
        return new Said<>(value, "");
    }

    static <T> Said<T> nothing(String why) {
        return new Said<>(null, why);
    }
}
