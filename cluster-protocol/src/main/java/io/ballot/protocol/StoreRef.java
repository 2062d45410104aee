package io.ballot.protocol;

/**
 * A node and the identity of its memory: what the in-sync set is made of.
 *
 * <p>A node that comes back without its memory has another {@code store}, so it is not taken for the in-sync member it
 * was (R3).
 */
public record StoreRef(NodeId node, Id128 store) implements Comparable<StoreRef> {

    @Override
    public int compareTo(StoreRef other) {
        int byNode = node.compareTo(other.node);
        return byNode != 0 ? byNode : store.compareTo(other.store);
    }

    @Override
    public String toString() {
        return node + ":" + Long.toHexString(store.hi() >>> 32);
    }
}
