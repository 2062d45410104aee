package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One execution that the store let begin.
 *
 * @param start its beginning
 * @param maybeEnd how it ended: the worker's last line, or the end of its process; absent if it never ended
 */
record Attempt(Effect start, @Nullable Effect maybeEnd) {

    boolean tookEffect() {
        return maybeEnd != null && maybeEnd.kind() == Kind.END;
    }

    boolean failed() {
        return maybeEnd != null && maybeEnd.kind() == Kind.FAIL;
    }

    long startMs() {
        return start.timeMs();
    }

    /** For ever, if it never ended. */
    long endMs() {
        return maybeEnd == null ? Long.MAX_VALUE : maybeEnd.timeMs();
    }

    /** {@code PARTITION/OFFSET} of the record that it executed. */
    String record() {
        String detail = start.detail();
        int attempt = detail.lastIndexOf('/');
        return attempt < 0 ? detail : detail.substring(0, attempt);
    }

    String words() {
        return "token " + start.token() + " on " + start.node() + " (pid " + start.pid() + ") from " + startMs()
                + " to " + (maybeEnd == null ? "?" : maybeEnd.kind() + " at " + maybeEnd.timeMs());
    }
}
