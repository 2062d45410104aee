package io.ballot.core.sim;

/** A promise of the protocol was broken in a simulated run. The message begins with the name of the promise. */
final class InvariantViolation extends AssertionError {

    private static final long serialVersionUID = 1;

    /** In place of a promise: the simulator itself threw. A machine that throws breaks R12. */
    static final String OF_SIMULATOR = "simulator";

    private final String invariant;
    private final String story;

    InvariantViolation(String invariant, String story) {
        super(invariant + ": " + story);
        this.invariant = invariant;
        this.story = story;
    }

    /** Its name in the protocol, such as {@code I7}. */
    String invariant() {
        return invariant;
    }

    String story() {
        return story;
    }
}
