package io.ballot.protocol;

/**
 * A place in a leader's order. A memory that was made by that order alone stands at one, and two that stand at the same one
 * are alike: entries are applied strictly in their order, and each epoch has one leader.
 *
 * @param epoch whose order; zero for a memory of which nobody knows that (a process that has just started)
 * @param seq the last entry that is in the memory; zero for what the leader began with
 */
public record Position(long epoch, long seq) {

    /** Of no order that is known. */
    public static final Position NONE = new Position(0, 0);

    public boolean isKnown() {
        return epoch > 0;
    }

    /** So many entries later. */
    public Position plus(int entries) {
        return new Position(epoch, seq + entries);
    }

    @Override
    public String toString() {
        return epoch + "/" + seq;
    }
}
