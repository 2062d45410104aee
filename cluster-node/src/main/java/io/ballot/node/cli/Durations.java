package io.ballot.node.cli;

import org.jspecify.annotations.Nullable;

/** Lengths of time as people read them. */
final class Durations {

    private Durations() {}

    /** {@code 350ms}, {@code 12s}, {@code 3m20s}, {@code 5h04m}, {@code 2d03h}; null stays unknown. */
    static @Nullable String text(@Nullable Long maybeMs) {
        if (maybeMs == null) {
            return null;
        }
        long ms = maybeMs;
        long s = ms / 1000;
        if (ms < 1000) {
            return ms + "ms";
        } else if (s < 60) {
            return s + "s";
        } else if (s < 3600) {
            return String.format("%dm%02ds", s / 60, s % 60);
        } else if (s < 86_400) {
            return String.format("%dh%02dm", s / 3600, s % 3600 / 60);
        }
        return String.format("%dd%02dh", s / 86_400, s % 86_400 / 3600);
    }
}
