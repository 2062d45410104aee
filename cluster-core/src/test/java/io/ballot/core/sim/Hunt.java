package io.ballot.core.sim;

/**
 * The lowest seed at which a world without some sentence goes wrong.
 *
 * @param seed 0 if none was found
 */
record Hunt(Ablation ablation, long histories, long seed, String violation) {

    static Hunt without(Ablation ablation, SimOptions options) {
        AblatedWorld world = new AblatedWorld(ablation.cuts());
        Object lock = new Object();
        long[] lowest = {0};
        String[] said = {""};
        Seeds.run(options.seed(), options.histories(), options.threads(), seed -> {
            String violation = world.violationOf(seed);
            synchronized (lock) {
                if (!violation.isEmpty() && (lowest[0] == 0 || seed < lowest[0])) {
                    lowest[0] = seed;
                    said[0] = violation;
                }
                return lowest[0] == 0;
            }
        });
        long histories = lowest[0] == 0 ? options.histories() : lowest[0] - options.seed() + 1;
        return new Hunt(ablation, histories, lowest[0], said[0]);
    }

    boolean isFound() {
        return seed > 0;
    }

    @Override
    public String toString() {
        String what = isFound() ? violation : "NOTHING FOUND";
        return String.format("%-14s %5d histories  %s", ablation.name(), histories, what);
    }
}
