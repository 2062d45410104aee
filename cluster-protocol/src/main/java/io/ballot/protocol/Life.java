package io.ballot.protocol;

/**
 * One process of a node: claims, holders and leases belong to it, and end with it.
 *
 * @param node the node's configured name
 * @param life drawn at random at each start of the process
 * @param dir identity of the data directory whose lock the process holds; a new life with the same {@code dir} proves
 *     that the old one is gone (R9), since the operating system gives the lock to one process only
 */
public record Life(NodeId node, Id128 life, Id128 dir) implements Comparable<Life> {

    /** Whether {@code other} is a different process that holds the data directory this one held. */
    public boolean isSucceededBy(Life other) {
        return node.equals(other.node) && dir.equals(other.dir) && !life.equals(other.life);
    }

    @Override
    public int compareTo(Life other) {
        int byNode = node.compareTo(other.node);
        return byNode != 0 ? byNode : life.compareTo(other.life);
    }

    @Override
    public String toString() {
        return node + "/" + Long.toHexString(life.hi() >>> 32);
    }
}
