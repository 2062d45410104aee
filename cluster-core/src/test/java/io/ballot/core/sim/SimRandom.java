package io.ballot.core.sim;

import io.ballot.protocol.Id128;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The only source of chance in a simulated run. Split for each part, so that what one part draws does not shift what the
 * others see: a seed stays comparable when one fault is taken out of it.
 */
final class SimRandom {

    private final SplittableRandom random;

    SimRandom(long seed) {
        this(new SplittableRandom(seed));
    }

    private SimRandom(SplittableRandom random) {
        this.random = random;
    }

    SimRandom split() {
        return new SimRandom(random.split());
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    Id128 id() {
        return new Id128(random.nextLong(), random.nextLong());
    }
}
