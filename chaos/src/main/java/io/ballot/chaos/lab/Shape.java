package io.ballot.chaos.lab;

/** How much of everything there is. */
public record Shape(int members, int zooKeepers, int brokers) {

    /** Three nodes, an ensemble, one broker: for faults that leave Kafka alone. */
    public static final Shape ONE_BROKER = new Shape(3, 3, 1);
    /** Three of everything. */
    public static final Shape FULL = new Shape(3, 3, 3);

    /** Whether a laboratory of this shape will do for what needs the other. */
    public boolean covers(Shape other) {
        return members >= other.members && zooKeepers >= other.zooKeepers && brokers >= other.brokers;
    }
}
