package io.ballot.core.sim;

/** A promise of the protocol was broken in a simulated run. */
final class InvariantViolation extends AssertionError {

    private static final long serialVersionUID = 1;

    InvariantViolation(String invariant, String story) {
        super(invariant + ": " + story);
    }
}
