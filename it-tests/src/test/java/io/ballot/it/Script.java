package io.ballot.it;

/**
 * What a task of these tests asks of its worker, as the JSON payload says it; what it leaves out is zero or false.
 *
 * @param ms how long the attempt takes
 * @param failures how many attempts fail before one succeeds
 * @param permanent every attempt fails for good
 * @param gated the attempt goes on when the test opens the gate
 */
public record Script(long ms, int failures, boolean permanent, boolean gated) {

    static Script taking(long ms) {
        return new Script(ms, 0, false, false);
    }

    static Script failing(int failures) {
        return new Script(0, failures, false, false);
    }

    static Script failingForGood() {
        return new Script(0, 0, true, false);
    }

    static Script waitingAtTheGate() {
        return new Script(0, 0, false, true);
    }

    String json() {
        return "{\"ms\":" + ms + ",\"failures\":" + failures + ",\"permanent\":" + permanent + ",\"gated\":" + gated
                + "}";
    }
}
