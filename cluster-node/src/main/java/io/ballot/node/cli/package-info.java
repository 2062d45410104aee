/**
 * The command lines: {@code bin/cluster.sh} ({@link io.ballot.node.cli.ClusterMain}) and the commands of {@code
 * bin/node.sh} that are not a running node ({@link io.ballot.node.cli.NodeCommand}).
 *
 * <p>A command line is a program of its own, not an adapter of a node: it has no machine and no inbox. It reads ZooKeeper,
 * Kafka and the nodes' HTTP through the readers of those packages, takes part in nothing, and holds every output in one
 * model ({@link io.ballot.node.cli.Survey}) from which table and JSON are written alike.
 */
@NullMarked
package io.ballot.node.cli;

import org.jspecify.annotations.NullMarked;
