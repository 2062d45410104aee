package io.ballot.chaos.load;

import io.ballot.chaos.effect.Script;
import java.util.Random;

/**
 * Draws tasks from a seed: many short ones, some of hundreds of milliseconds, a few of seconds, so that whenever a fault
 * strikes, tasks run and tasks wait.
 */
final class Plan {

    private final Random random;
    private int next;

    Plan(long seed) {
        this.random = new Random(seed);
    }

    String nextId() {
        return "t" + ++next;
    }

    /** One in a hundred fails once before it succeeds. */
    Script script() {
        int failures = random.nextInt(100) == 0 ? 1 : 0;
        int kind = random.nextInt(100);
        if (kind < 80) {
            return new Script(5 + random.nextInt(40), failures);
        }
        if (kind < 97) {
            return new Script(100 + random.nextInt(300), failures);
        }
        return new Script(1_000 + random.nextInt(3_000), failures);
    }

    int partition() {
        return random.nextInt(Topic.PARTITIONS);
    }

    /** Whether the producer sends this one again. */
    boolean isSentAgain() {
        return random.nextInt(100) < 3;
    }

    /** How much later, in milliseconds: at once, while it runs, long after. */
    long againAfterMs() {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(500);
            default -> random.nextInt(15_000);
        };
    }
}
