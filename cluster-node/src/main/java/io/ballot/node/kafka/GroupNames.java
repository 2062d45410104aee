package io.ballot.node.kafka;

import io.ballot.core.Command.SideTopic;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of consumer groups and of their members: a contract with operators, who read them in Kafka's own tools.
 *
 * <p>Members are static, so that a node that comes back at once keeps its partitions, and a dead one can be named when it
 * is removed. Their ids are {@code NODE.QUEUE}; a queue's name has no dot, so the last one divides.
 */
public final class GroupNames {

    private GroupNames() {}

    /** The group that consumes a queue: {@code ballot.CLUSTER.QUEUE}. */
    public static String group(String cluster, String queue) {
        return "ballot." + cluster + "." + queue;
    }

    /** The group whose offsets say which records of a side topic a person has dealt with. */
    public static String sideGroup(String cluster, String queue, SideTopic side) {
        return group(cluster, queue)
                + switch (side) {
                    case PARKED -> ".parked";
                    case DEAD_LETTER -> ".dlq";
                };
    }

    /** {@code group.instance.id} of a node in a queue's group. */
    public static String instance(String nodeId, String queue) {
        return legal(nodeId) + "." + queue;
    }

    /** The node, as {@link #instance} wrote it, behind a static member's id; empty if the id is of another make. */
    public static Optional<String> nodeOf(String instanceId, String queue) {
        String end = "." + queue;
        return instanceId.endsWith(end)
                ? Optional.of(restored(instanceId.substring(0, instanceId.length() - end.length())))
                : Optional.empty();
    }

    /** Kafka takes letters, digits, dot, underscore and dash; every other character becomes {@code _xx}, and so does "_". */
    private static String legal(String nodeId) {
        StringBuilder out = new StringBuilder();
        nodeId.chars().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-');
            out.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "_%04x", c));
        });
        return out.toString();
    }

    private static String restored(String legal) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < legal.length()) {
            char c = legal.charAt(at);
            if (c == '_' && at + 5 <= legal.length()) {
                out.append((char) Integer.parseInt(legal, at + 1, at + 5, 16));
                at += 5;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }
}
