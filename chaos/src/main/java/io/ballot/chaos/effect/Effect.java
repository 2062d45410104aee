package io.ballot.chaos.effect;

/**
 * One line of the effect log. The order of the lines is the order in which things happened, for one process writes them all.
 *
 * @param timeMs by the one clock of the store, from an arbitrary moment
 * @param task the task's id; {@code -} where it is about a process
 * @param node name of the node; {@code -} of a check, which is not told
 * @param pid of the process, so that two lives of one node are two
 * @param token the fencing token; 0 where there is none
 * @param detail a worker's record and attempt ({@code PARTITION/OFFSET/ATTEMPT}), a check's reason and answer, a fault's name;
 *     one word, for the log is split at blanks
 */
public record Effect(long timeMs, Kind kind, String task, String node, long pid, long token, String detail) {

    /** Stands where a line is about no task, or knows no node. */
    public static final String NONE = "-";

    public Effect {
        if (detail.contains(" ")) {
            throw new IllegalArgumentException("the detail of an effect is one word, not '" + detail + "'");
        }
    }

    /** What happened. */
    public enum Kind {
        /** A worker began a task, and the store let it. */
        START,
        /** A worker began a task with an older token than the store had seen for it: refused, nothing was executed. */
        START_REFUSED,
        /** The task took effect. */
        END,
        /** The effect came with an older token than the store had seen for the task: refused. */
        END_REFUSED,
        /** The attempt failed without an effect, as its script says. */
        FAIL,
        /** Told to stop before its end: no effect. */
        STOP,
        /** A check was asked and answered from this very log. */
        CHECK,
        /** A process is gone: nothing that it began goes on. */
        DIED,
        /** SIGSTOP. */
        PAUSED,
        /** SIGCONT. */
        RESUMED,
        /** Something between this node and others was cut or slowed down. */
        CUT,
        /** The end of that. */
        HEALED,
        /** A fault begins. */
        FAULT,
        /** The fault is over; what it did may still have to be got over. */
        OVER,
        /** That is got over: everybody has their part, and has begun something since. */
        SETTLED
    }

    String line() {
        return String.join(
                " ",
                Long.toString(timeMs),
                kind.name(),
                task,
                node,
                Long.toString(pid),
                Long.toString(token),
                detail.isEmpty() ? NONE : detail);
    }

    /** @throws IllegalArgumentException if no whole effect stands there */
    public static Effect parse(String line) {
        String[] fields = line.split(" ");
        if (fields.length != 7) {
            throw new IllegalArgumentException("no effect: '" + line + "'");
        }
        return new Effect(
                Long.parseLong(fields[0]),
                Kind.valueOf(fields[1]),
                fields[2],
                fields[3],
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                fields[6]);
    }

    /** The reign that granted the token. */
    public long epoch() {
        return token >>> 40;
    }
}
