package io.ballot.node.config;

import java.nio.file.Path;

/**
 * Which cluster, which node of it, and where it keeps what it must not forget.
 *
 * @param clusterName nodes of one name (and one ZooKeeper) form one cluster; also part of the consumer groups' names
 * @param nodeId this node's name, unlike every other node's of the cluster
 * @param weight this node's share where work is distributed by weight; read by nothing yet
 * @param dataDir its identity and its journal; one directory for one node, kept over restarts
 */
public record IdentityConfig(String clusterName, String nodeId, int weight, Path dataDir) {

    static final String CLUSTER_NAME = "cluster.name";
    static final String NODE_ID = "node.id";
    static final String NODE_WEIGHT = "node.weight";
    static final String DATA_DIR = "data.dir";

    static void define(Definition keys) {
        keys.group("Cluster and node")
                .text(
                        CLUSTER_NAME,
                        "ballot",
                        Form.CLUSTER_NAME,
                        "The cluster's name. Nodes that share it and a ZooKeeper form one cluster; the consumer group of"
                                + " a queue is ballot.CLUSTER.QUEUE.")
                .computed(
                        NODE_ID,
                        "host name and transport port",
                        Form.NODE_ID,
                        "This node's name; no two nodes of a cluster may share one. Keep it over restarts: what the"
                                + " cluster knows of the node hangs on it.")
                .integer(
                        NODE_WEIGHT,
                        1,
                        1,
                        1000,
                        "This node's share of the work where a strategy distributes by weight; no strategy of this"
                                + " version does, so it has no effect yet.")
                .text(
                        DATA_DIR,
                        "var/data",
                        Form.PATH,
                        "Where the node keeps its identity, its journal and what its commands need; one directory for"
                                + " one node, never restored or cloned. Leave it 1 GB. A relative path starts at"
                                + " BALLOT_HOME, or at the current directory without it.");
    }

    static IdentityConfig from(Values values, Surroundings surroundings) {
        String nodeId = values.maybeText(NODE_ID)
                .orElseGet(() -> surroundings.defaultNodeId(values.integer(TransportConfig.PORT)));
        return new IdentityConfig(
                values.text(CLUSTER_NAME),
                nodeId,
                values.integer(NODE_WEIGHT),
                surroundings.path(values.text(DATA_DIR)));
    }
}
