package io.ballot.core.sim;

/** R10: the world never takes an effect under an older token after one under a newer, whoever slept how long. */
final class EffectsInOrder extends Invariant {

    EffectsInOrder(SimCluster cluster) {
        super("R10", cluster);
    }

    @Override
    void onEffect(Run run, long before) {
        if (before > run.token) {
            throw broken(run + " takes effect after one with token " + Structure.token(before));
        }
    }
}
