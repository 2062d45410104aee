package io.ballot.node.zookeeper;

import io.ballot.protocol.NodeId;
import java.util.List;

/**
 * Where each znode of a cluster stands.
 *
 * <pre>
 * [chroot]/ballot/CLUSTER/shard-0/election/…        the queue of those who would lead (Curator's latch, ephemeral)
 *                         shard-0/epoch             {@link Reign}; its version guards everything below shard-0
 *                         shard-0/view              the view
 *                         shard-0/ceilings/QUEUE-TOPICID-CHUNK   {@link CeilingChunk}
 *                         members/NODE              the node's process (ephemeral)
 *                         nodes/NODE                {@link KnownNode}: stays until the node is forgotten
 * </pre>
 */
final class Layout {

    /** Vote shards are addressed from the start, though there is one only. */
    private static final String SHARD = "/shard-0";

    private final String all;
    private final String base;

    Layout(String chroot, String cluster) {
        this.all = chroot + "/ballot";
        this.base = all + "/" + segment(cluster, "cluster name");
    }

    /** The parent of all clusters. */
    String clusters() {
        return all;
    }

    String base() {
        return base;
    }

    String election() {
        return base + SHARD + "/election";
    }

    String epoch() {
        return base + SHARD + "/epoch";
    }

    String view() {
        return base + SHARD + "/view";
    }

    String ceilings() {
        return base + SHARD + "/ceilings";
    }

    String members() {
        return base + "/members";
    }

    String member(NodeId node) {
        return members() + "/" + segment(node.name(), "node id");
    }

    String nodes() {
        return base + "/nodes";
    }

    String node(NodeId node) {
        return nodes() + "/" + segment(node.name(), "node id");
    }

    /** What every cluster has and nobody ever deletes. */
    List<String> parents() {
        return List.of(election(), ceilings(), members(), nodes());
    }

    private static String segment(String name, String what) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a " + what + " that ZooKeeper cannot hold as a name: '" + name + "'");
        }
        return name;
    }
}
