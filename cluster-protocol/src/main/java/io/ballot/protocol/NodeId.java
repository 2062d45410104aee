package io.ballot.protocol;

/** The configured name of a node; stable over restarts, unique in a cluster. */
public record NodeId(String name) implements Comparable<NodeId> {

    public NodeId {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a node id must not be empty");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
