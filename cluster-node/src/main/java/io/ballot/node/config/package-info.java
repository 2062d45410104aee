/**
 * What a node is told before it starts: one file of {@code key=value} lines, the environment and the command line,
 * turned into the immutable {@link io.ballot.node.config.NodeConfig}.
 *
 * <p>Kafka's {@code ConfigDef} describes and validates each key, since operators paste Kafka's and ZooKeeper's own
 * settings beside ours and expect the same rules. What it does not know (lines, environment, unknown keys, a reference
 * in Markdown) is added here. Every value keeps its origin, and every problem is reported in one go: a person who fixes
 * a file should not have to start a node once per mistake.
 *
 * <p>Nothing here opens a socket or starts a thread. Each {@code …Config} record holds its keys, their definition and
 * its own construction, so that a key is added in one place.
 */
@NullMarked
package io.ballot.node.config;

import org.jspecify.annotations.NullMarked;
